package io.github.jbuild.build;

import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what the builder tells of instructions into events of steps, and keeps the last lines. */
final class StepTracker implements ContainerEngine.Listener {

  /** Lines kept of the running step: enough for pip's account of a conflict. */
  private static final int KEPT_LINES = 200;

  private final List<BuildStep> steps;
  private final BuildEvent.Listener events;
  private final InstantSource clock;
  private final List<BuildResult.StepTime> times = new ArrayList<>();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private int current = -1;
  private int total;
  private Instant began = Instant.EPOCH;
  private int cacheable;
  private int cached;
  private String instruction = "";
  private long contextBytes = -1;

  StepTracker(List<BuildStep> steps, BuildEvent.Listener events, InstantSource clock) {
    this.steps = steps;
    this.events = events;
    this.clock = clock;
    this.total = steps.size();
  }

  @Override
  public void contextSent(long bytes) {
    contextBytes = bytes;
    events.on(new BuildEvent.Transfer("context", bytes, -1));
  }

  @Override
  public void pulling(String image, long bytes, long total) {
    events.on(new BuildEvent.Transfer(image, bytes, total));
  }

  @Override
  public void instructionStarted(int number, int instructions, String text) {
    if (contextBytes >= 0) {
      events.on(new BuildEvent.Transfer("context", contextBytes, contextBytes));
      contextBytes = -1;
    }
    instruction = text;
    int step = stepOf(number);
    total = Math.max(step, stepOf(instructions)) + 1;
    if (step != current) {
      finished();
      current = step;
      began = clock.instant();
      cacheable = 0;
      cached = 0;
      lastLines.clear();
      events.on(new BuildEvent.StepStarted(ref(step)));
    }
    if (usesCache(text)) {
      cacheable++;
    }
  }

  @Override
  public void log(String line) {
    if (current < 0) {
      events.on(new BuildEvent.Warning(line));
      return;
    }
    if (lastLines.size() == KEPT_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
    events.on(new BuildEvent.StepLog(ref(current), line));
  }

  @Override
  public void cached() {
    cached++;
  }

  @Override
  public void layer(@Nullable Digest imageId) {}

  @Override
  public void warning(String text) {
    events.on(new BuildEvent.Warning(text));
  }

  /** The running step, if one runs, has ended well. */
  void finished() {
    if (current >= 0) {
      boolean fromCache = cached > 0 && cached >= cacheable;
      Duration took = Duration.between(began, clock.instant());
      times.add(new BuildResult.StepTime(ref(current), fromCache, took));
      events.on(new BuildEvent.StepDone(ref(current), fromCache, took));
    }
    current = -1;
  }

  /** The running step, if one runs, has failed. */
  void failed(String message) {
    if (current >= 0) {
      Duration took = Duration.between(began, clock.instant());
      events.on(new BuildEvent.StepFailed(ref(current), took, message));
    }
  }

  /** The step that runs or failed. */
  Optional<BuildStep> running() {
    return current < 0 ? Optional.empty() : Optional.of(steps.get(current));
  }

  /** How displays name the step that runs or failed; empty when there is none. */
  String position() {
    return current < 0 ? "" : (current + 1) + "/" + total;
  }

  /** The instruction that began last, as the builder prints it. */
  String instruction() {
    return instruction;
  }

  List<BuildResult.StepTime> times() {
    return times;
  }

  /** The last lines of the running step's output, oldest first. */
  List<String> lastLines() {
    return List.copyOf(lastLines);
  }

  private StepRef ref(int index) {
    BuildStep step = steps.get(index);
    return new StepRef(index + 1, total, step.stage(), step.title());
  }

  /** An instruction that no step begins with belongs to the step before it. */
  private int stepOf(int instructionNumber) {
    int found = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).firstInstruction() <= instructionNumber) {
        found = i;
      }
    }
    return found;
  }

  /** FROM never has a cached result of its own, nor has an ARG before the first FROM. */
  private static boolean usesCache(String text) {
    String word = text.stripLeading().toUpperCase(Locale.ROOT);
    return !word.startsWith("FROM ") && !word.startsWith("ARG ");
  }
}
