package io.github.jbuild.cli.terminal;

import io.github.jbuild.core.TerminalText;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays cells out in columns. The last column is wrapped at words in the room that is left; where
 * there is too little it goes below the others. What is in a cell cannot leave it.
 *
 * @param width columns of the terminal; with {@link Integer#MAX_VALUE} nothing is wrapped
 * @param least the minimum width of the last column next to the others
 */
public record TextGrid(int width, int least) {

  private static final int GAP = 2;
  private static final int INDENT = 4;

  /**
   * The grid.
   *
   * @param heads a heading for each column, the last one's only if it is next to the others; none
   *     for a grid without
   * @param rows rows with equally many cells
   */
  public String print(List<String> heads, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    rows.forEach(row -> all.add(row.stream().map(TextGrid::onOneLine).toList()));
    if (!heads.isEmpty()) {
      all.add(0, heads);
    }
    if (all.isEmpty()) {
      return "";
    }
    int last = all.get(0).size() - 1;
    int[] widths = new int[last];
    for (int i = 0; i < last; i++) {
      int column = i;
      widths[i] = all.stream().mapToInt(row -> TerminalText.width(row.get(column))).max().orElse(0);
    }
    int used = 0;
    for (int column : widths) {
      used += column + GAP;
    }
    boolean beside = width - used >= least;
    StringBuilder text = new StringBuilder();
    for (List<String> row : all) {
      boolean head = row == heads;
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < last; i++) {
        line.append(TerminalText.pad(row.get(i), widths[i] + GAP));
      }
      String cell = head && !beside ? "" : row.get(last);
      append(text, line, cell, beside ? used : INDENT, beside);
    }
    return text.toString();
  }

  private void append(
      StringBuilder text, StringBuilder line, String cell, int indent, boolean beside) {
    List<String> parts = wrapped(cell, Math.max(1, width - indent));
    if (!beside && !cell.isEmpty()) {
      text.append(line.toString().stripTrailing()).append('\n');
      parts.forEach(part -> text.append(" ".repeat(indent)).append(part).append('\n'));
      return;
    }
    text.append((line + parts.get(0)).stripTrailing()).append('\n');
    parts
        .subList(1, parts.size())
        .forEach(part -> text.append(" ".repeat(indent)).append(part).append('\n'));
  }

  private static String onOneLine(String cell) {
    return TerminalText.safe(cell).replace('\n', ' ').replace('\t', ' ');
  }

  /** A text in lines of at most {@code room} characters where its words allow. */
  private static List<String> wrapped(String text, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      int used = TerminalText.width(line.toString());
      if (used > 0 && used + 1 + TerminalText.width(word) > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
