package io.github.jbuild.cli.explain;

import io.github.jbuild.cli.terminal.TextGrid;
import io.github.jbuild.facts.FactColumn;
import io.github.jbuild.facts.FactColumn.Kind;
import io.github.jbuild.facts.FactRow;
import io.github.jbuild.facts.FactTable;
import io.github.jbuild.facts.WheelFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Facts for display: several rows as a grid of the columns that matter most, a single row in full.
 */
final class FactGrid {

  /** Minimum width for a source next to the other columns; with less it goes below them. */
  private static final int LEAST_SOURCE = 28;

  private static final int MAX_CELL = 44;
  private static final int HASH_START = 12;

  private final int width;

  /**
   * @param width columns of the terminal; with {@link Integer#MAX_VALUE} nothing is wrapped
   */
  FactGrid(int width) {
    this.width = width;
  }

  /** Which tables there are. */
  String tables(Map<FactTable, List<FactRow>> tables) {
    List<List<String>> cells = new ArrayList<>();
    tables.forEach(
        (table, rows) ->
            cells.add(List.of(table.id(), Integer.toString(rows.size()), table.about())));
    return new TextGrid(width, LEAST_SOURCE).print(List.of("table", "rows", ""), cells);
  }

  /** The rows of one table. */
  String rows(Map<FactTable, List<FactRow>> tables) {
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (table, rows) -> text.append(rows.size() == 1 ? whole(rows.get(0)) : grid(table, rows)));
    return text.toString();
  }

  private String grid(FactTable table, List<FactRow> rows) {
    List<String> columns = new ArrayList<>(shown(table));
    columns.add("confidence");
    columns.add("source");
    List<List<String>> cells =
        rows.stream()
            .map(row -> columns.stream().map(column -> cell(row, column)).toList())
            .toList();
    List<String> heads =
        columns.stream().map(column -> column.equals("confidence") ? "" : column).toList();
    return new TextGrid(width, LEAST_SOURCE).print(heads, cells);
  }

  private String whole(FactRow row) {
    List<List<String>> cells = new ArrayList<>();
    for (FactColumn column : row.table().columns()) {
      String value = text(row, column.name());
      if (!value.isEmpty()) {
        cells.add(List.of(column.name(), value));
      }
    }
    if (row.table() == FactTable.WHEELS) {
      cells.add(
          List.of(
              "address",
              WheelFact.address(row.text("index"), row.text("sha256"), row.text("file"))));
    }
    return new TextGrid(width, LEAST_SOURCE).print(List.of(), cells);
  }

  private String cell(FactRow row, String column) {
    String text = text(row, column);
    boolean hash = column.equals("sha256") || column.equals("digest");
    if (hash && !text.isEmpty()) {
      return text.replace("sha256:", "").substring(0, HASH_START);
    }
    boolean wrapped = column.equals("source");
    return wrapped || text.length() <= MAX_CELL || width == Integer.MAX_VALUE
        ? text
        : text.substring(0, MAX_CELL - 1) + "…";
  }

  private static String text(FactRow row, String column) {
    Kind kind =
        row.table().columns().stream()
            .filter(one -> one.name().equals(column))
            .map(FactColumn::kind)
            .findFirst()
            .orElse(Kind.TEXT);
    return switch (kind) {
      case LIST -> String.join(" ", row.list(column));
      case MAP ->
          row.map(column).entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining(" "));
      default -> row.values().containsKey(column) ? row.text(column) : "";
    };
  }

  private static List<String> shown(FactTable table) {
    return switch (table) {
      case RELEASES ->
          List.of(
              "l4t", "jetpack", "cuda", "cudnn", "tensorrt", "ubuntu", "python", "kernel", "sm");
      case FAMILIES -> List.of("family", "python", "why");
      case IMAGES -> List.of("image", "l4t", "python", "cuda", "cudnn", "digest");
      case WHEELS -> List.of("name", "version", "tag", "index", "life", "cudnn", "numpy", "sha256");
      case PAIRS -> List.of("torch", "torchvision", "torchaudio", "triton");
      case LIBRARIES -> List.of("name", "apt", "sonames");
      case INJECTED, OPTIONAL -> List.of("name", "why");
      case PACKAGES -> List.of("name", "version", "repository", "sonames");
      case REPOSITORIES -> List.of("name", "suite", "url");
      case REASONS -> List.of("step", "field", "why");
      case INDEXES -> List.of("url", "alive", "sm", "python");
      case OUTAGES -> List.of("date", "what");
      case POWER -> List.of("module", "id", "mode", "default");
      case TOOLS -> List.of("name", "version", "sha256");
    };
  }
}
