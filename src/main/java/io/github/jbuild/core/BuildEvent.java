package io.github.jbuild.core;

import java.time.Duration;
import java.util.List;

/** What a running build tells, whichever builder runs it. Times are measured by the sender. */
public sealed interface BuildEvent {

  /**
   * Something to know before the steps: the profile's versions, the engine.
   *
   * @param label the left column, such as {@code engine}
   * @param text the rest of the line
   */
  record Header(String label, String text) implements BuildEvent {}

  /**
   * Bytes of the context or of a base image moved.
   *
   * @param label what moves, such as {@code context}
   * @param bytes bytes so far
   * @param total bytes in all, or -1 when unknown
   */
  record Transfer(String label, long bytes, long total) implements BuildEvent {}

  /** A step begins. */
  record StepStarted(StepRef step) implements BuildEvent {}

  /**
   * A line of a step's output.
   *
   * @param line without its line end; may hold terminal escapes, which displays must make harmless
   */
  record StepLog(StepRef step, String line) implements BuildEvent {}

  /**
   * A step ended.
   *
   * @param cached whether its result came from the cache
   * @param took from its beginning to its end
   */
  record StepDone(StepRef step, boolean cached, Duration took) implements BuildEvent {}

  /** A step failed. */
  record StepFailed(StepRef step, Duration took, String message) implements BuildEvent {}

  /** Something the user should know that is not an error. */
  record Warning(String text) implements BuildEvent {}

  /**
   * The image is finished and has its tags.
   *
   * @param profile the profile's name
   * @param tags its tags; empty when none was asked for
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
   * A step as displays name it.
   *
   * @param number its number, from 1
   * @param total how many steps there are
   * @param stage the stage's name
   * @param title what it does, in a few words
   */
  record StepRef(int number, int total, String stage, String title) {}

  /** Receives events; called from one thread at a time. */
  @FunctionalInterface
  interface Listener {
    void on(BuildEvent event);
  }
}
