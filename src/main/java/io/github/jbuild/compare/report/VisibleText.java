package io.github.jbuild.compare.report;

/**
 * Text in which everything is to be seen. File names and labels may hold control characters that
 * move a terminal's cursor, end a line, or reorder what follows; they are written as their code.
 */
final class VisibleText {

  private VisibleText() {}

  /** {@code \x1b} for an escape, <code>&#92;u202e</code> for what turns the direction of text. */
  static String of(String text) {
    if (text.codePoints().allMatch(VisibleText::isPlain)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
              }
            });
    return shown.toString();
  }

  private static boolean isPlain(int c) {
    if (c < 0x7f) {
      return c >= 0x20;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
