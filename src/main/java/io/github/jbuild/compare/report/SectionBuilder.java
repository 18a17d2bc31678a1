package io.github.jbuild.compare.report;

import io.github.jbuild.compare.report.Section.Column;
import io.github.jbuild.core.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Lays out a section, of which only the first rows are shown. */
final class SectionBuilder {

  private final String title;
  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private SectionBuilder(String title, List<Column> columns) {
    this.title = title;
    this.columns = columns;
  }

  static SectionBuilder section(String title, Column... columns) {
    return new SectionBuilder(title, List.of(columns));
  }

  SectionBuilder row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  SectionBuilder row(List<String> cells) {
    rows.add(cells);
    return this;
  }

  SectionBuilder note(String text) {
    notes.add(text);
    return this;
  }

  /** Rows for the first of some items, and a note about the others. */
  <T> SectionBuilder rows(
      List<T> items, int limit, ToLongFunction<T> bytes, Function<T, List<List<String>>> cells) {
    items.stream().limit(limit).map(cells).forEach(rows::addAll);
    if (items.size() > limit) {
      long left = items.stream().skip(limit).mapToLong(bytes).sum();
      notes.add("and " + (items.size() - limit) + " more: " + ByteSize.format(left));
    }
    return this;
  }

  Section build() {
    return new Section(title, columns, rows, notes);
  }
}
