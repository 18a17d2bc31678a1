package io.github.jbuild.core;

/**
 * A place in a source text.
 *
 * @param file name of the file as the user knows it; {@code --set} and built-in names are given in
 *     angle brackets
 * @param line line, counted from 1
 * @param column column in characters, counted from 1
 * @param text the whole source line, without its line end; empty when it is not at hand
 */
public record SourceSpan(String file, int line, int column, String text) {

  public SourceSpan {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column count from 1");
    }
  }

  /** A span that stands for a whole source, such as one {@code --set} argument. */
  public static SourceSpan ofWhole(String file, String text) {
    return new SourceSpan(file, 1, 1, text);
  }

  /** The same place without the line's text, for a line that must not be shown. */
  public SourceSpan withoutText() {
    return new SourceSpan(file, line, column, "");
  }

  /** Whether another place is on the same line. */
  public boolean isBeside(SourceSpan other) {
    return file.equals(other.file) && line == other.line;
  }

  /** {@code file:line:column}, as compilers print it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
