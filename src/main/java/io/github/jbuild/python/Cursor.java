package io.github.jbuild.python;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.SourceSpan;

/** Reads a text from left to right and knows the place of an error. */
public final class Cursor {

  /** Longer than anything written by hand; keeps hostile metadata cheap. */
  private static final int MAX_LENGTH = 20_000;

  private final String source;
  private final String text;
  private int at;

  /**
   * At the beginning of a text.
   *
   * @param source what the text is, in angle brackets
   */
  Cursor(String source, String text) {
    this.source = source;
    this.text = text;
    if (text.length() > MAX_LENGTH) {
      throw JbuildException.of(
              JbuildException.Kind.INVALID_INPUT,
              "a string of " + text.length() + " characters is too long to be a " + kind())
          .at(SourceSpan.ofWhole(source, shown(text.substring(0, 200))))
          .hint("at most " + MAX_LENGTH + " characters are read");
    }
  }

  private String kind() {
    return source.substring(1, source.length() - 1);
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The next character, {@code '\0'} at the end. */
  char peek() {
    return peek(0);
  }

  /** The character so many places on, {@code '\0'} beyond the end. */
  char peek(int places) {
    return at + places < text.length() ? text.charAt(at + places) : '\0';
  }

  boolean consume(char expected) {
    boolean there = !atEnd() && text.charAt(at) == expected;
    at += there ? 1 : 0;
    return there;
  }

  /** Goes past a word, in ASCII letters of either case. */
  boolean consumeWord(String lowerCase) {
    for (int i = 0; i < lowerCase.length(); i++) {
      char c = peek(i);
      if ((c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) != lowerCase.charAt(i)) {
        return false;
      }
    }
    at += lowerCase.length();
    return true;
  }

  public boolean startsWith(String expected) {
    return text.startsWith(expected, at);
  }

  void skipSpace() {
    while (!atEnd() && isSpace(peek())) {
      at++;
    }
  }

  /** The text from a position to the present one. */
  String since(int position) {
    return text.substring(position, at);
  }

  /** Goes to the next of these characters, or to the end. */
  void skipTo(String stops) {
    while (!atEnd() && stops.indexOf(peek()) < 0) {
      at++;
    }
  }

  /** What is there, for an error: a character in quotes, or the end. */
  String found() {
    return atEnd() ? "the text ends" : "there is " + shown("\"" + peek() + "\"");
  }

  JbuildException error(String message, String hint) {
    return JbuildException.of(JbuildException.Kind.INVALID_INPUT, message)
        .at(new SourceSpan(source, 1, Math.min(at, text.length()) + 1, shown(text)))
        .hint(hint);
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  public static boolean isAlphanumeric(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** One line without control characters, as a terminal can show it. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder(text);
    for (int i = 0; i < shown.length(); i++) {
      if (Character.isISOControl(shown.charAt(i))) {
        shown.setCharAt(i, ' ');
      }
    }
    return shown.toString();
  }
}
