package io.github.jbuild.facts;

import io.github.jbuild.core.JbuildException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * All that is known about Jetson, table by table. A table is read when first requested; any number
 * of threads may do so.
 */
public final class FactTables {

  private final Function<FactTable, List<FactRow>> reader;
  private final Map<FactTable, List<FactRow>> rows = new ConcurrentHashMap<>();
  private final Map<FactTable, List<?>> decoded = new ConcurrentHashMap<>();

  private FactTables(Function<FactTable, List<FactRow>> reader) {
    this.reader = reader;
  }

  /** The tables packaged with the program. */
  public static FactTables builtIn() {
    return new FactTables(FactTables::packaged);
  }

  /**
   * These tables with a user's file merged over them: where a row's key is that of a row here, its
   * values replace that row's one by one; else it is added.
   *
   * @param name the file's name for messages
   * @throws JbuildException {@code INVALID_INPUT} with the place if it is not a facts file, a value
   *     does not fit its column, a row has no source or confidence, or an added row lacks a column
   */
  public FactTables with(String name, String text) {
    FactFile file = FactFile.read(name, text);
    FactTables laid = new FactTables(table -> overlaid(table, file));
    file.rows().keySet().forEach(laid::rows);
    return laid;
  }

  /** The rows of a table, in its order. */
  public List<FactRow> rows(FactTable table) {
    return rows.computeIfAbsent(table, reader);
  }

  /** The rows of a table as values. */
  public <T> List<T> rows(FactTable table, Function<FactRow, T> decoder) {
    @SuppressWarnings("unchecked") // one decoder belongs to a table
    List<T> values =
        (List<T>) decoded.computeIfAbsent(table, one -> rows(one).stream().map(decoder).toList());
    return values;
  }

  private List<FactRow> overlaid(FactTable table, FactFile file) {
    Map<List<String>, FactRow> both = new LinkedHashMap<>();
    rows(table).forEach(row -> both.put(row.key(), row));
    for (FactRow row : file.rows().getOrDefault(table, List.of())) {
      FactRow whole = both.containsKey(row.key()) ? both.get(row.key()).with(row) : row;
      requireComplete(whole);
      both.put(row.key(), whole);
    }
    return List.copyOf(both.values());
  }

  private static List<FactRow> packaged(FactTable table) {
    String name = "facts/" + table.file();
    try (InputStream in = FactTables.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<FactRow> rows = FactFile.read(name, text).rows().getOrDefault(table, List.of());
      rows.forEach(FactTables::requireComplete);
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireComplete(FactRow row) {
    List<String> lacking = new ArrayList<>();
    for (FactColumn column : row.table().columns()) {
      if (column.required() && !row.values().containsKey(column.name())) {
        lacking.add(column.name());
      }
    }
    if (!lacking.isEmpty()) {
      String key = String.join(" and ", row.table().key());
      throw FactFile.error(row.place(), "the row has no " + String.join(", ", lacking))
          .hint(
              "no built-in row of "
                  + row.table().list()
                  + " has this "
                  + key
                  + ": a new row must be complete");
    }
  }
}
