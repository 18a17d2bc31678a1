package io.github.jbuild.core;

import java.time.Duration;
import java.util.List;

/** What a running build reports, whichever builder runs it. Times are measured by the sender. */
public sealed interface BuildEvent {

  /**
   * Something to know before the steps: the profile's versions, the engine.
   *
   * @param label the left column, such as {@code engine}
   * @param text the rest of the line
   */
  record Header(String label, String text) implements BuildEvent {}

  /**
   * What the builder reported, unchanged, before the events derived from it.
   *
   * @param profile the profile that is built
   */
  record Builder(String profile, BuildStatus status) implements BuildEvent {}

  /**
   * A vertex of the builder does a step or a part of it.
   *
   * @param vertex the vertex's digest
   */
  record StepVertex(StepRef step, String vertex) implements BuildEvent {}

  /** A step starts, or restarts after it had ended. */
  record StepStarted(StepRef step) implements BuildEvent {}

  /**
   * Something of a step is counted, such as bytes of the context or of a base image.
   *
   * @param label what, such as {@code transferring context}
   * @param bytes bytes so far; 0 when it has none
   * @param total bytes in all, or -1 when unknown
   * @param done whether it has come to its end
   */
  record Transfer(StepRef step, String label, long bytes, long total, boolean done)
      implements BuildEvent {}

  /**
   * A line of a step's output.
   *
   * @param line without its line end; may hold terminal escapes, which displays must make harmless
   * @param since time from the step's beginning
   * @param open whether its line end has not come yet: the step's next line stands in its place
   */
  record StepLog(StepRef step, String line, Duration since, boolean open) implements BuildEvent {}

  /**
   * A step ended.
   *
   * @param cached whether its result came from the cache
   * @param took from its beginning to its end
   */
  record StepDone(StepRef step, boolean cached, Duration took) implements BuildEvent {}

  /** A step failed. */
  record StepFailed(StepRef step, Duration took, String message) implements BuildEvent {}

  /** A step was stopped, because another failed or the user wanted it. */
  record StepCancelled(StepRef step, Duration took) implements BuildEvent {}

  /**
   * Something the user should know that is not an error.
   *
   * @param builders whether the builder said so in its {@link BuildStatus}
   */
  record Warning(String text, boolean builders) implements BuildEvent {

    /** A warning of jbuild's own. */
    public Warning(String text) {
      this(text, false);
    }
  }

  /**
   * The image is finished and has its tags.
   *
   * @param profile the profile's name
   * @param tags its tags; empty if none was requested
   * @param id the image ID
   * @param bytes size of all layers unpacked
   * @param layers number of layers
   * @param took wall time of the whole build
   */
  record ImageBuilt(
      String profile, List<String> tags, String id, long bytes, int layers, Duration took)
      implements BuildEvent {
    public ImageBuilt {
      tags = List.copyOf(tags);
    }
  }

  /**
   * A step as displays name it, or other work of the builder that is not a step of the profile,
   * such as {@code exporting to image}.
   *
   * @param id what distinguishes it from all others of the run; the same work of two profiles has
   *     the same
   * @param profile the profile; empty when only one is built
   * @param number its number, from 1; 0 for other work
   * @param total how many steps there are; 0 for other work
   * @param stage the stage's name; empty for other work
   * @param title what it does, in a few words
   */
  record StepRef(String id, String profile, int number, int total, String stage, String title) {

    /** Whether it is a step of the profile. */
    public boolean numbered() {
      return number > 0;
    }
  }

  /** Receives events; called from one thread at a time. */
  @FunctionalInterface
  interface Listener {
    void on(BuildEvent event);
  }
}
