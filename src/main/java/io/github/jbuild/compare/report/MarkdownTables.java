package io.github.jbuild.compare.report;

import io.github.jbuild.compare.report.Section.Column;
import java.util.List;
import java.util.stream.Collectors;

/** Writes sections as tables of GitHub Flavored Markdown (its specification, 4.10). */
final class MarkdownTables {

  /** What begins, ends or changes something in a line of Markdown, or in HTML. */
  private static final String SPECIAL = "\\`*_{}[]<>#|~&!@$";

  /** Longer cells make a table unreadable; such are steps of a hundred lines. */
  private static final int LONGEST = 200;

  private MarkdownTables() {}

  /** A document of the sections that are not empty, under a title. */
  static String of(String title, List<Section> sections) {
    StringBuilder text = new StringBuilder("# ").append(escaped(title)).append('\n');
    for (Section section : sections) {
      if (!section.isEmpty()) {
        text.append("\n## ").append(escaped(section.title())).append("\n\n");
        table(text, section);
        String paragraphs =
            section.notes().stream()
                .map(MarkdownTables::escaped)
                .collect(Collectors.joining("\n\n"));
        text.append(section.rows().isEmpty() || section.notes().isEmpty() ? "" : "\n")
            .append(paragraphs)
            .append(section.notes().isEmpty() ? "" : "\n");
      }
    }
    return text.toString();
  }

  private static void table(StringBuilder text, Section section) {
    if (section.rows().isEmpty()) {
      return;
    }
    line(text, section.columns().stream().map(Column::name).toList());
    text.append(
            section.columns().stream()
                .map(column -> column.kind() == Column.Kind.NUMBER ? "---:" : "---")
                .collect(Collectors.joining(" | ", "| ", " |")))
        .append('\n');
    section.rows().forEach(row -> line(text, row));
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(
            cells.stream()
                .map(MarkdownTables::shortened)
                .map(MarkdownTables::escaped)
                .collect(Collectors.joining(" | ", "| ", " |")))
        .append('\n');
  }

  private static String shortened(String cell) {
    return cell.length() <= LONGEST ? cell : cell.substring(0, LONGEST - 1) + "…";
  }

  private static String escaped(String text) {
    String visible = VisibleText.of(text);
    StringBuilder escaped = new StringBuilder(visible.length() + 8);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      if (SPECIAL.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }
}
