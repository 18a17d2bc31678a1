package io.github.jbuild.render;

import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Dockerfile and where its parts come from.
 *
 * @param text the file, with line feeds
 * @param instructions its instructions in order, as the builder counts them
 */
public record RenderedDockerfile(String text, List<Instruction> instructions) {

  public RenderedDockerfile {
    instructions = List.copyOf(instructions);
  }

  /**
   * An instruction.
   *
   * @param firstLine its first line in the file, from 1
   * @param lastLine its last line
   * @param stage the stage that it belongs to
   * @param stepOrNull the step that it does; null for the stage's {@code FROM}
   */
  public record Instruction(int firstLine, int lastLine, Stage stage, @Nullable Step stepOrNull) {

    /** The step that it does, but for a stage's {@code FROM}. */
    public Optional<Step> step() {
      return Optional.ofNullable(stepOrNull);
    }
  }
}
