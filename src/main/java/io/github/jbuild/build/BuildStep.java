package io.github.jbuild.build;

import io.github.jbuild.core.SourceSpan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step of a build as the user knows it: one or more neighbouring instructions of the Dockerfile
 * that do one thing. Instructions and lines count from 1; the step lasts until the next one begins.
 *
 * @param stage the stage's name
 * @param title what it does, in a few words
 * @param fieldOrNull the profile field that asked for it, such as {@code python.wheels.torch}
 * @param spanOrNull where that field is written
 * @param firstInstruction its first instruction
 * @param firstLine its first line in the Dockerfile
 * @param lastLine its last line in the Dockerfile
 */
public record BuildStep(
    String stage,
    String title,
    @Nullable String fieldOrNull,
    @Nullable SourceSpan spanOrNull,
    int firstInstruction,
    int firstLine,
    int lastLine) {

  public BuildStep {
    if (firstInstruction < 1 || firstLine < 1 || lastLine < firstLine) {
      throw new IllegalArgumentException("instructions and lines count from 1 upwards");
    }
  }

  /** The profile field that asked for it. */
  public Optional<String> field() {
    return Optional.ofNullable(fieldOrNull);
  }
}
