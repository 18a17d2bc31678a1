package io.github.jbuild.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.jbuild.core.Quoted;
import io.github.jbuild.facts.FactColumn;
import io.github.jbuild.facts.FactRow;
import io.github.jbuild.facts.FactTable;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables of facts for programs. Versions are text in both forms; the YAML is a fact file, the JSON
 * has the same lists.
 */
final class FactDocuments {

  private FactDocuments() {}

  static String json(Map<FactTable, List<FactRow>> tables) {
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(lists(tables))
          + '\n';
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String yaml(Map<FactTable, List<FactRow>> tables) {
    StringBuilder text = new StringBuilder();
    lists(tables)
        .forEach(
            (list, rows) -> {
              text.append(list).append(rows.isEmpty() ? ": []\n" : ":\n");
              rows.forEach(row -> yaml(row, text));
            });
    return text.toString();
  }

  private static void yaml(Map<String, Object> row, StringBuilder text) {
    String begin = "  - ";
    for (Map.Entry<String, Object> value : row.entrySet()) {
      text.append(begin).append(value.getKey()).append(": ").append(flow(value.getValue()));
      text.append('\n');
      begin = "    ";
    }
  }

  /** A value on one line; text in JSON's quotes, which are YAML's too. */
  private static String flow(Object value) {
    if (value instanceof List<?> list) {
      return '[' + String.join(", ", list.stream().map(FactDocuments::flow).toList()) + ']';
    }
    if (value instanceof Map<?, ?> map) {
      List<String> entries =
          map.entrySet().stream().map(e -> e.getKey() + ": " + flow(e.getValue())).toList();
      return '{' + String.join(", ", entries) + '}';
    }
    return value instanceof String text ? Quoted.json(text) : value.toString();
  }

  private static Map<String, List<Map<String, Object>>> lists(
      Map<FactTable, List<FactRow>> tables) {
    Map<String, List<Map<String, Object>>> lists = new LinkedHashMap<>();
    tables.forEach(
        (table, rows) ->
            lists.put(table.list(), rows.stream().map(FactDocuments::values).toList()));
    return lists;
  }

  private static Map<String, Object> values(FactRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (FactColumn column : row.table().columns()) {
      if (row.values().containsKey(column.name())) {
        values.put(column.name(), value(row, column));
      }
    }
    return values;
  }

  private static Object value(FactRow row, FactColumn column) {
    String name = column.name();
    return switch (column.kind()) {
      case LIST -> row.list(name);
      case MAP -> row.map(name);
      case FLAG -> Boolean.valueOf(row.text(name));
      case NUMBER -> Long.valueOf(row.text(name));
      default -> row.text(name);
    };
  }
}
