package io.github.jbuild.core;

import java.util.OptionalInt;

/** Which characters may stand in the text of a profile. */
public final class Characters {

  private Characters() {}

  /**
   * Whether a UTF-16 unit shows as itself. Control characters, line and paragraph separators and
   * the marks that turn the direction of text (Unicode Technical Standard 55) do not.
   */
  static boolean isPlain(char c) {
    return !Character.isISOControl(c)
        && c != '\u2028'
        && c != '\u2029'
        && c != '\uFEFF'
        && !(c >= '\u202A' && c <= '\u202E')
        && !(c >= '\u2066' && c <= '\u2069');
  }

  /**
   * The first character of {@code text} that no value may hold: one that does not show as itself,
   * or half of a surrogate pair.
   *
   * @param lines whether tabs and line ends may stand in it
   */
  public static OptionalInt firstForbidden(String text, boolean lines) {
    return text.codePoints().filter(c -> !allowed(c, lines)).findFirst();
  }

  private static boolean allowed(int c, boolean lines) {
    if (c == '\n' || c == '\t') {
      return lines;
    }
    return c > Character.MAX_VALUE || (isPlain((char) c) && !Character.isSurrogate((char) c));
  }

  /** {@code text} with everything that does not show as itself replaced, for printing. */
  public static String harmless(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c == '\t' ? ' ' : isPlain(c) ? c : '\uFFFD');
    }
    return out.toString();
  }
}
