package io.github.jbuild.compare.report;

import io.github.jbuild.compare.report.Section.Column;
import io.github.jbuild.core.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes sections for terminals: aligned columns, cut to a width. */
final class TextTables {

  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  /** A column is not cut below this. */
  private static final int NARROWEST = 12;

  private final int width;

  private TextTables(int width) {
    this.width = width;
  }

  /** The sections that are not empty, each line at most {@code width} columns where that can be. */
  static String of(List<Section> sections, int width) {
    TextTables tables = new TextTables(width);
    List<String> texts = new ArrayList<>();
    sections.stream()
        .filter(section -> !section.isEmpty())
        .forEach(section -> texts.add(tables.table(section)));
    return String.join("\n", texts);
  }

  private String table(Section section) {
    List<List<String>> lines = new ArrayList<>();
    if (!section.rows().isEmpty()) {
      lines.add(
          section.columns().stream()
              .map(column -> column.name().toUpperCase(Locale.ROOT))
              .toList());
    }
    section.rows().forEach(row -> lines.add(row.stream().map(VisibleText::of).toList()));
    int[] widths = widths(section.columns(), lines);
    StringBuilder text = new StringBuilder(VisibleText.of(section.title())).append('\n');
    lines.forEach(line -> text.append(line(section.columns(), line, widths)).append('\n'));
    section.notes().forEach(note -> text.append(INDENT).append(VisibleText.of(note)).append('\n'));
    return text.toString();
  }

  private static String line(List<Column> columns, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String cell = cut(columns.get(i), cells.get(i), widths[i]);
      String blanks = " ".repeat(Math.max(0, widths[i] - TerminalText.width(cell)));
      boolean right = columns.get(i).kind() == Column.Kind.NUMBER;
      line.append(i == 0 ? INDENT : GAP).append(right ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  private int[] widths(List<Column> columns, List<List<String>> lines) {
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], TerminalText.width(line.get(i)));
      }
    }
    int over = INDENT.length() + GAP.length() * (widths.length - 1) - width;
    for (int each : widths) {
      over += each;
    }
    for (; over > 0; over--) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (columns.get(i).isFlexible()
            && widths[i] > NARROWEST
            && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static String cut(Column column, String cell, int columns) {
    if (TerminalText.width(cell) <= columns || !column.isFlexible()) {
      return cell;
    }
    if (column.kind() == Column.Kind.TEXT) {
      return TerminalText.fit(cell, columns);
    }
    String begin = TerminalText.fit(cell, columns / 3);
    int left = columns - TerminalText.width(begin);
    int from = cell.length();
    while (from > 0 && TerminalText.width(cell.substring(from - 1)) <= left) {
      from--;
    }
    return begin + cell.substring(from);
  }
}
