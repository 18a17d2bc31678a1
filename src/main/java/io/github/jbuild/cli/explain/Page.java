package io.github.jbuild.cli.explain;

import io.github.jbuild.core.Ordered;
import io.github.jbuild.core.TerminalText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An explanation of one thing.
 *
 * @param name what it is called: the values make the heading
 * @param parts what there is to say, by label
 */
record Page(Map<String, String> name, Map<String, String> parts) {

  private static final int LABEL = 9;
  private static final int INDENT = 2;

  Page {
    name = Ordered.copyOf(name);
    parts = Ordered.copyOf(parts);
  }

  /** Heading and parts as one JSON object. */
  Map<String, String> document() {
    Map<String, String> all = new LinkedHashMap<>(name);
    all.putAll(parts);
    return all;
  }

  /** The page in lines of at most {@code width} columns, as long as their words allow. */
  String text(int width) {
    StringBuilder out = new StringBuilder();
    wrap(out, String.join("  ", name.values()), 0, INDENT, width);
    parts.forEach(
        (label, text) -> {
          out.append(" ".repeat(INDENT)).append(label);
          int at = INDENT + label.length();
          int from = Math.max(at, INDENT + LABEL) + 1;
          out.append(" ".repeat(from - at));
          wrap(out, text, from, INDENT + LABEL + 1, width);
        });
    return out.toString();
  }

  /**
   * Appends words, and a line end.
   *
   * @param column where the first word begins
   * @param indent where further lines begin
   */
  private static void wrap(StringBuilder out, String text, int column, int indent, int width) {
    int at = column;
    boolean first = true;
    for (String line : TerminalText.safe(text).split("\n", -1)) {
      if (!first) {
        at = newLine(out, indent);
      }
      boolean begins = true;
      for (String word : line.strip().split("[ \t]+", -1)) {
        int length = TerminalText.width(word);
        if (!begins && at + 1 + length > width) {
          at = newLine(out, indent);
        } else if (!begins) {
          out.append(' ');
          at++;
        }
        out.append(word);
        at += length;
        begins = false;
      }
      first = false;
    }
    out.append('\n');
  }

  private static int newLine(StringBuilder out, int indent) {
    out.append('\n').append(" ".repeat(indent));
    return indent;
  }
}
