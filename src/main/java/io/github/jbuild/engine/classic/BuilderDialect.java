package io.github.jbuild.engine.classic;

import io.github.jbuild.engine.builder.BuildProgress;

/**
 * What the lines of a builder's output stream mean. Builders mix their own lines with those of the
 * programs that they run, without a mark; a program that prints lines like the builder's must not
 * be taken for it.
 */
interface BuilderDialect {

  /** Whether a piece of the stream is the start of a line of the builder's own. */
  boolean ownLine(String piece);

  /**
   * Takes a line if it is the builder's own.
   *
   * @return false if a program printed it
   */
  boolean take(String line, BuildProgress progress);

  /**
   * Whether a string consists of hexadecimal digits, at least as many as builders show of an ID.
   */
  static boolean isId(String text) {
    return text.length() >= 11
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** The number before a character; -1 if there is none. */
  static int numberBefore(String text, int from, int end) {
    int number = 0;
    if (end <= from || end - from > 6) {
      return -1;
    }
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }
}
