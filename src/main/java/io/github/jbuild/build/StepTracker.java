package io.github.jbuild.build;

import io.github.jbuild.build.VertexPlaces.Place;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.BuildStatus.Log;
import io.github.jbuild.core.BuildStatus.Vertex;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the builder reports about vertexes into events of steps, several of which may run at
 * once, and keeps what a failure report needs.
 */
final class StepTracker implements ContainerEngine.Listener {

  /** How the error of a vertex ends that was stopped because something else was. */
  private static final String STOPPED = "context canceled";

  /** How a line of output begins that a step of the templates wants users to see. */
  private static final String WARNS = "jbuild: warning: ";

  /**
   * Where a build failed.
   *
   * @param number the step's number
   * @param total how many steps there are
   * @param error what the builder says about it; empty when it was still running
   * @param lastLines the end of its output
   */
  record Failure(
      BuildStep step,
      BuildInstruction instruction,
      int number,
      int total,
      String error,
      List<String> lastLines) {}

  private final BuildJob job;
  private final List<BuildStep> steps;
  private final VertexPlaces places;
  private final String shownProfile;
  private final SharedOutput shared;
  private final BuildEvent.Listener events;
  private final InstantSource clock;
  private final Map<String, TrackedVertex> vertexes = new LinkedHashMap<>();
  private final Map<Integer, StepRun> runs = new HashMap<>();
  private final Map<Integer, BuildResult.StepTime> times = new HashMap<>();
  private int total;
  private @Nullable Failure failure;
  private boolean failed;

  /**
   * @param shownProfile the profile's name where displays need it, else empty
   */
  StepTracker(
      BuildJob job,
      String shownProfile,
      SharedOutput shared,
      BuildEvent.Listener events,
      InstantSource clock) {
    this.job = job;
    this.steps = job.steps();
    this.places = new VertexPlaces(steps);
    this.shownProfile = shownProfile;
    this.shared = shared;
    this.events = events;
    this.clock = clock;
    this.total = steps.size();
  }

  @Override
  public void on(BuildStatus status) {
    events.on(new BuildEvent.Builder(job.profile(), status));
    status.vertexes().forEach(this::begin);
    status.transfers().forEach(this::transfer);
    status.logs().forEach(this::log);
    status.vertexes().forEach(this::end);
    status.warnings().forEach(each -> events.on(new BuildEvent.Warning(text(each), true)));
  }

  /** The build has succeeded, and so have all its steps. */
  void finished() {
    for (TrackedVertex vertex : vertexes.values()) {
      flush(vertex);
      if (vertex.run.isOpen()) {
        done(vertex);
      }
    }
    shared.release(job.profile());
  }

  /**
   * The build has ended without an image; what ran is what failed if nothing else did.
   *
   * @param cancelled whether the user wanted it
   */
  void failed(String message, boolean cancelled) {
    boolean cause = !failed && !cancelled;
    for (TrackedVertex vertex : vertexes.values()) {
      boolean ran = vertex.isRunning();
      flush(vertex);
      vertex.abandon();
      if (ran && cause) {
        note(vertex, "");
      }
      if (vertex.run.isOpen()) {
        StepRef step = notice(vertex);
        Duration took = vertex.run.closeAt(clock.instant());
        events.on(
            cause
                ? new BuildEvent.StepFailed(step, took, message)
                : new BuildEvent.StepCancelled(step, took));
      }
    }
    shared.release(job.profile());
  }

  /** The step that failed, or that ran when the build ended; empty if it was no step. */
  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** What is known of the step that holds a line of the Dockerfile. */
  Optional<Failure> at(int line) {
    for (int i = 0; i < steps.size(); i++) {
      for (BuildInstruction each : steps.get(i).instructions()) {
        if (each.holds(line)) {
          return Optional.of(
              new Failure(steps.get(i), each, i + 1, Math.max(total, i + 1), "", List.of()));
        }
      }
    }
    return Optional.empty();
  }

  /** What each step took that was built, in their order. */
  List<BuildResult.StepTime> times() {
    return times.values().stream()
        .sorted(Comparator.comparingInt(time -> time.step().number()))
        .toList();
  }

  private void begin(Vertex news) {
    TrackedVertex vertex = vertexes.get(news.digest());
    if (vertex == null) {
      vertex = track(news);
      vertexes.put(news.digest(), vertex);
      events.on(new BuildEvent.StepVertex(ref(vertex), news.digest()));
    }
    if (vertex.begins(news)) {
      endBefore(vertex);
      Instant began = news.startedOrNull() != null ? news.startedOrNull() : news.completedOrNull();
      if (vertex.run.begin(
          vertex.digest, vertex.comesAndGoes(), began == null ? clock.instant() : began)) {
        events.on(new BuildEvent.StepStarted(ref(vertex)));
      }
    }
  }

  private TrackedVertex track(Vertex news) {
    Place place = places.find(news.name()).orElse(null);
    if (place == null) {
      StepRef work = new StepRef(news.digest(), shownProfile, 0, 0, "", news.name());
      return new TrackedVertex(news, new StepRun(-1), null, work);
    }
    if (place.lastStep() >= 0) {
      total = Math.max(place.step(), place.lastStep()) + 1;
    }
    StepRun run = runs.computeIfAbsent(place.step(), StepRun::new);
    return new TrackedVertex(news, run, place.instruction(), null);
  }

  /** An instruction begins: earlier steps of its stage that wait for more will see no more. */
  private void endBefore(TrackedVertex next) {
    if (next.instruction == null) {
      return;
    }
    for (TrackedVertex vertex : vertexes.values()) {
      if (vertex.instruction != null
          && vertex.run.isOpen()
          && vertex.run.idle()
          && vertex.run.step < next.run.step
          && vertex.instruction.stage().equals(next.instruction.stage())) {
        done(vertex);
      }
    }
  }

  private void end(Vertex news) {
    TrackedVertex vertex = vertexes.get(news.digest());
    if (vertex == null || !vertex.ends(news)) {
      return;
    }
    flush(vertex);
    Instant now = news.completedOrNull() == null ? clock.instant() : news.completedOrNull();
    StepRun run = vertex.run;
    run.end(vertex.digest, vertex.instruction, news.cached(), vertex.cacheable(), now);
    if (news.error().endsWith(STOPPED)) {
      if (run.isOpen() && run.idle()) {
        events.on(new BuildEvent.StepCancelled(notice(vertex), run.close()));
      }
    } else if (!news.error().isEmpty()) {
      failed = true;
      note(vertex, news.error());
      if (run.isOpen()) {
        events.on(new BuildEvent.StepFailed(notice(vertex), run.close(), news.error()));
      }
    } else if (run.isOpen() && run.complete(expected(vertex))) {
      done(vertex);
    }
  }

  private Set<Integer> expected(TrackedVertex vertex) {
    return vertex.instruction == null ? Set.of() : places.withVertex(vertex.run.step, vertex.name);
  }

  private void done(TrackedVertex vertex) {
    boolean unnoticed = vertex.run.passedUnnoticed();
    StepRef step = unnoticed ? ref(vertex) : notice(vertex);
    Duration took = vertex.run.close();
    boolean cached = vertex.run.cached();
    if (vertex.run.step >= 0) {
      times.put(vertex.run.step, new BuildResult.StepTime(step, cached, took));
    }
    if (!unnoticed) {
      events.on(new BuildEvent.StepDone(step, cached, took));
    }
  }

  /** The step, which is worth reporting from now on if it was not. */
  private StepRef notice(TrackedVertex vertex) {
    StepRef step = ref(vertex);
    if (vertex.run.breaksSilence()) {
      events.on(new BuildEvent.StepStarted(step));
    }
    return step;
  }

  private void note(TrackedVertex vertex, String error) {
    if (failure == null && vertex.instruction != null) {
      int step = vertex.run.step;
      failure =
          new Failure(
              steps.get(step), vertex.instruction, step + 1, total, error, vertex.log.last());
    }
  }

  private void transfer(BuildStatus.Transfer transfer) {
    TrackedVertex vertex = vertexes.get(transfer.vertex());
    if (vertex != null) {
      tell(vertex, vertex.transfers.add(transfer));
    }
  }

  private void log(Log piece) {
    TrackedVertex vertex = vertexes.get(piece.vertex());
    if (vertex == null) {
      return;
    }
    Instant time = piece.timestampOrNull() == null ? clock.instant() : piece.timestampOrNull();
    vertex.lastLog = time;
    Duration since = vertex.run.since(time);
    vertex.log.add(piece, (line, open) -> tell(vertex, line, since, open));
    if (!vertex.isRunning()) {
      flush(vertex);
    }
  }

  private void flush(TrackedVertex vertex) {
    Duration since = vertex.run.since(vertex.lastLog);
    vertex.log.flush((line, open) -> tell(vertex, line, since, open));
    vertex.transfers.end().forEach(sum -> tell(vertex, sum));
  }

  private void tell(TrackedVertex vertex, String line, Duration since, boolean open) {
    if (shared.belongsTo(job.profile(), vertex.digest)) {
      events.on(new BuildEvent.StepLog(notice(vertex), line, since, open));
      if (!open && vertex.instruction != null && line.startsWith(WARNS)) {
        events.on(new BuildEvent.Warning(line.substring(WARNS.length())));
      }
    }
  }

  private void tell(TrackedVertex vertex, VertexTransfers.Sum sum) {
    events.on(
        new BuildEvent.Transfer(notice(vertex), sum.label(), sum.bytes(), sum.total(), sum.done()));
  }

  private StepRef ref(TrackedVertex vertex) {
    if (vertex.work != null) {
      return vertex.work;
    }
    int index = vertex.run.step;
    BuildStep step = steps.get(index);
    int number = index + 1;
    return new StepRef(
        job.profile() + "/" + number,
        shownProfile,
        number,
        Math.max(total, number),
        step.stage(),
        step.title());
  }

  private static String text(BuildStatus.Warning warning) {
    StringBuilder text = new StringBuilder(warning.text());
    if (!warning.file().isEmpty() && warning.line() > 0) {
      text.append(" (").append(warning.file()).append(':').append(warning.line()).append(')');
    }
    if (!warning.url().isEmpty()) {
      text.append(", see ").append(warning.url());
    }
    return text.toString();
  }
}
