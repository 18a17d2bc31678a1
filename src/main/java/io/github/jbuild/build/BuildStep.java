package io.github.jbuild.build;

import io.github.jbuild.core.SourceSpan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step of a build as the user knows it: one or more neighbouring instructions of the Dockerfile
 * that do one thing.
 *
 * @param stage the stage's name
 * @param title what it does, in a few words
 * @param fieldOrNull the profile field that requests it, such as {@code python.wheels.torch}
 * @param spanOrNull where that field is written
 * @param instructions its instructions in order; at least one
 */
public record BuildStep(
    String stage,
    String title,
    @Nullable String fieldOrNull,
    @Nullable SourceSpan spanOrNull,
    List<BuildInstruction> instructions) {

  public BuildStep {
    instructions = List.copyOf(instructions);
    if (instructions.isEmpty()) {
      throw new IllegalArgumentException("a step has instructions");
    }
  }

  /** The profile field that requests it. */
  public Optional<String> field() {
    return Optional.ofNullable(fieldOrNull);
  }

  /** The number of its first instruction. */
  int firstInstruction() {
    return instructions.get(0).number();
  }

  /** Its first line in the Dockerfile. */
  int firstLine() {
    return instructions.get(0).firstLine();
  }

  /** Its last line in the Dockerfile. */
  int lastLine() {
    return instructions.get(instructions.size() - 1).lastLine();
  }
}
