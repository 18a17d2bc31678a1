package io.github.jbuild.core;

/** Text as a terminal shows it: how wide it is, and what in it must not reach the terminal. */
public final class TerminalText {

  private static final int TAB = 8;

  /** First and last code points of what terminals show in two columns. */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff,
    0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f900,
    0x1f9ff, 0x20000, 0x3fffd,
  };

  private TerminalText() {}

  /**
   * A line that cannot move the cursor, change colours, set titles or reorder what follows: without
   * escape sequences (ECMA-48 CSI, OSC and the other strings), control characters other than tab,
   * and bidirectional overrides. Of a line that was overwritten with carriage returns, what stays.
   */
  public static String safe(String line) {
    int i = 0;
    while (i < line.length() && isHarmless(line.charAt(i))) {
      i++;
    }
    if (i == line.length()) {
      return line;
    }
    StringBuilder kept = new StringBuilder(line.length()).append(line, 0, i);
    boolean returned = false;
    while (i < line.length()) {
      char c = line.charAt(i);
      if (c == '\u001b') {
        i = afterEscape(line, i + 1);
        continue;
      }
      if (c == '\u009b') {
        i = afterControlSequence(line, i + 1);
        continue;
      }
      i++;
      if (c == '\r') {
        returned = true;
      } else if (isHarmless(c)) {
        if (returned) {
          kept.setLength(0);
          returned = false;
        }
        kept.append(c);
      } else if (c == '\n') {
        kept.append('\n');
      }
    }
    return kept.toString();
  }

  /** Columns that {@code text} takes, without tabs and escapes (UAX #11, wide and fullwidth). */
  public static int width(String text) {
    return text.codePoints().map(TerminalText::width).sum();
  }

  /** The beginning of {@code text} that fits into {@code columns}, with an ellipsis if cut. */
  public static String fit(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int codePoint : text.codePoints().toArray()) {
      used += width(codePoint);
      if (used > columns - 1) {
        break;
      }
      kept.appendCodePoint(codePoint);
    }
    return columns < 1 ? "" : kept.append('…').toString();
  }

  /** {@code text} with blanks up to {@code columns}. */
  public static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  /** {@code text} with blanks in place of tabs. */
  public static String expandTabs(String text) {
    if (text.indexOf('\t') < 0) {
      return text;
    }
    StringBuilder expanded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        expanded.append(" ".repeat(TAB - width(expanded.toString()) % TAB));
      } else {
        expanded.append(c);
      }
    }
    return expanded.toString();
  }

  private static boolean isHarmless(char c) {
    boolean control = (c < 0x20 && c != '\t') || (c >= 0x7f && c <= 0x9f);
    boolean override = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    return !control && !override;
  }

  private static int afterEscape(String line, int i) {
    if (i >= line.length()) {
      return i;
    }
    return switch (line.charAt(i)) {
      case '[' -> afterControlSequence(line, i + 1);
      case ']', 'P', 'X', '^', '_' -> afterString(line, i + 1);
      case '(', ')', '*', '+', '#', ' ', '%' -> Math.min(i + 2, line.length());
      default -> i + 1;
    };
  }

  private static int afterControlSequence(String line, int i) {
    while (i < line.length() && line.charAt(i) >= 0x20 && line.charAt(i) <= 0x3f) {
      i++;
    }
    return Math.min(i + 1, line.length());
  }

  private static int afterString(String line, int i) {
    while (i < line.length()) {
      char c = line.charAt(i);
      if (c == '\u0007' || c == '\u009c') {
        return i + 1;
      }
      if (c == '\u001b') {
        return Math.min(i + 2, line.length());
      }
      i++;
    }
    return i;
  }

  private static int width(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int i = 0; i < WIDE.length; i += 2) {
      if (codePoint >= WIDE[i] && codePoint <= WIDE[i + 1]) {
        return 2;
      }
    }
    return 1;
  }
}
