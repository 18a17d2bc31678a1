package io.github.jbuild.build;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of a step whose vertexes come and go, perhaps several times. */
final class StepRun {

  private static final Duration NOTICED = Duration.ofMillis(100);

  /** Index of the step; -1 for work that is not a step. */
  final int step;

  private final Set<String> running = new HashSet<>();
  private final Set<Integer> complete = new HashSet<>();
  private boolean open;
  private boolean silent;
  private Duration spent = Duration.ZERO;
  private Instant began = Instant.EPOCH;
  private Instant ended = Instant.EPOCH;
  private @Nullable Instant first;
  private boolean fromCache;
  private boolean worked;

  StepRun(int step) {
    this.step = step;
  }

  /**
   * A vertex begins.
   *
   * @param often whether it comes and goes: then it restarts silently
   * @return whether the step starts or restarts with it, and this is to be reported
   */
  boolean begin(String vertex, boolean often, Instant now) {
    running.add(vertex);
    if (open) {
      return false;
    }
    open = true;
    began = now;
    ended = now;
    silent = often && first != null;
    first = first == null ? now : first;
    return !silent;
  }

  /**
   * A vertex ends.
   *
   * @param cacheable whether it would have a cached result if the cache held one
   */
  void end(
      String vertex,
      @Nullable BuildInstruction instruction,
      boolean cached,
      boolean cacheable,
      Instant now) {
    running.remove(vertex);
    ended = now.isAfter(ended) ? now : ended;
    fromCache |= cached;
    worked |= cacheable && !cached;
    if (instruction != null) {
      complete.add(instruction.number());
    }
  }

  /** Whether it restarted silently; from now on it is reported. */
  boolean breaksSilence() {
    boolean was = silent;
    silent = false;
    return was;
  }

  /** Whether it restarted silently and took no time worth reporting. */
  boolean passedUnnoticed() {
    return silent && Duration.between(began, ended).compareTo(NOTICED) < 0;
  }

  /** Whether nothing of it runs. */
  boolean idle() {
    return running.isEmpty();
  }

  boolean isOpen() {
    return open;
  }

  /** Whether all these instructions have ended. */
  boolean complete(Set<Integer> instructions) {
    return running.isEmpty() && complete.containsAll(instructions);
  }

  /** The step ends; returns the time that it took in all. */
  Duration close() {
    open = false;
    running.clear();
    spent = spent.plus(Duration.between(began, ended));
    return spent;
  }

  /** The step ends now, whatever of it runs. */
  Duration closeAt(Instant now) {
    ended = now.isAfter(ended) ? now : ended;
    return close();
  }

  /** Whether all of its results came from the cache. */
  boolean cached() {
    return fromCache && !worked;
  }

  /** Time from its first beginning. */
  Duration since(@Nullable Instant time) {
    if (first == null || time == null || time.isBefore(first)) {
      return Duration.ZERO;
    }
    return Duration.between(first, time);
  }
}
