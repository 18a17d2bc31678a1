package io.github.jbuild.build;

import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.BuildStatus.Vertex;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A vertex that the builder reported, and the step that it belongs to. */
final class TrackedVertex {

  final String digest;
  final String name;
  final StepRun run;
  final @Nullable BuildInstruction instruction;
  final VertexLog log = new VertexLog();
  final VertexTransfers transfers = new VertexTransfers();

  /** How displays name it if it is not a step. */
  final @Nullable StepRef work;

  /** Where on the clock of the builder its output is. */
  @Nullable Instant lastLog;

  private boolean running;
  private @Nullable Instant completed;

  TrackedVertex(
      Vertex vertex, StepRun run, @Nullable BuildInstruction instruction, @Nullable StepRef work) {
    this.digest = vertex.digest();
    this.name = vertex.name();
    this.run = run;
    this.instruction = instruction;
    this.work = work;
  }

  boolean isRunning() {
    return running;
  }

  /** Whether this news makes it begin; the same news may come several times. */
  boolean begins(Vertex news) {
    boolean known = news.startedOrNull() != null || news.completedOrNull() != null;
    Instant end = news.completedOrNull();
    boolean old = end != null && end.equals(completed);
    // BuildKit looks up the result in its cache again for each stage that needs it.
    boolean foundAgain = end != null && completed != null && news.cached();
    if (running || !known || old || foundAgain) {
      return false;
    }
    running = true;
    return true;
  }

  /** Whether this news makes it end. */
  boolean ends(Vertex news) {
    if (!running || news.completedOrNull() == null) {
      return false;
    }
    running = false;
    completed = news.completedOrNull();
    return true;
  }

  /** It ends because the build does. */
  void abandon() {
    running = false;
  }

  /**
   * Whether builders begin it several times as a matter of course: images are resolved, then
   * fetched if need be.
   */
  boolean comesAndGoes() {
    return instruction == null || instruction.keyword().equals("FROM");
  }

  /** FROM has no cached result of its own with every builder, nor has ARG. */
  boolean cacheable() {
    return instruction == null
        || !(instruction.keyword().equals("FROM") || instruction.keyword().equals("ARG"));
  }
}
