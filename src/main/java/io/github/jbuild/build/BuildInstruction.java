package io.github.jbuild.build;

/**
 * An instruction of a Dockerfile.
 *
 * @param number its place among all of the Dockerfile, from 1
 * @param stage the name of its stage
 * @param keyword such as {@code RUN}, in upper case
 * @param image whether it is a {@code FROM} of an image, not of a stage or of {@code scratch}
 * @param firstLine its first line, from 1
 * @param lastLine its last line
 */
public record BuildInstruction(
    int number, String stage, String keyword, boolean image, int firstLine, int lastLine) {

  public BuildInstruction {
    if (number < 1 || firstLine < 1 || lastLine < firstLine) {
      throw new IllegalArgumentException("instructions and lines count from 1 upwards");
    }
  }

  /** Whether it includes a line of the Dockerfile. */
  boolean holds(int line) {
    return firstLine <= line && line <= lastLine;
  }
}
