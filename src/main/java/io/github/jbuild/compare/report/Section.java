package io.github.jbuild.compare.report;

import java.util.List;

/**
 * A part of a report: a table under a title. Cells are plain text as it was found; each renderer
 * makes it harmless in its own way.
 *
 * @param title what it shows
 * @param columns its columns
 * @param rows its rows, with a cell for each column
 * @param notes what is said below it, such as what is not shown
 */
record Section(String title, List<Column> columns, List<List<String>> rows, List<String> notes) {

  Section {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    int width = columns.size();
    if (rows.stream().anyMatch(row -> row.size() != width)) {
      throw new IllegalArgumentException("a row of \"" + title + "\" has not " + width + " cells");
    }
  }

  /** Whether there is nothing in it to show. */
  boolean isEmpty() {
    return rows.isEmpty() && notes.isEmpty();
  }

  /**
   * A column.
   *
   * @param name its head
   * @param kind what stands in it
   */
  record Column(String name, Kind kind) {

    /** What stands in a column, which says how it is aligned and where it may be cut. */
    enum Kind {
      /** To the right, never cut. */
      NUMBER,
      /** To the left, never cut. */
      WORD,
      /** To the left; its end may be cut. */
      TEXT,
      /** To the left; its middle may be cut, as both ends of a path say more. */
      PATH
    }

    static Column number(String name) {
      return new Column(name, Kind.NUMBER);
    }

    static Column word(String name) {
      return new Column(name, Kind.WORD);
    }

    static Column text(String name) {
      return new Column(name, Kind.TEXT);
    }

    static Column path(String name) {
      return new Column(name, Kind.PATH);
    }

    boolean isFlexible() {
      return kind == Kind.TEXT || kind == Kind.PATH;
    }
  }
}
