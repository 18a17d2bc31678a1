package io.github.jbuild.facts;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.core.Suggestions;
import io.github.jbuild.yaml.YamlNode;
import io.github.jbuild.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fact file: lists of rows under the names of tables. Every value fits its column, and every row
 * has its table's key, a confidence and a source; other columns may be absent.
 *
 * @param rows the rows of the tables that it has, in their order
 */
record FactFile(Map<FactTable, List<FactRow>> rows) {

  /**
   * Reads a file.
   *
   * @param name its name for messages
   * @throws JbuildException {@code INVALID_INPUT} with the place of the first mistake
   */
  static FactFile read(String name, String text) {
    Map<FactTable, List<FactRow>> rows = new LinkedHashMap<>();
    Optional<YamlNode> document = YamlReader.read(name, text);
    if (document.isPresent()) {
      mapping(document.get(), "a facts file must be a map of tables")
          .entries()
          .forEach((list, entry) -> rows.put(table(list, entry), rows(table(list, entry), entry)));
    }
    return new FactFile(rows);
  }

  private static FactTable table(String list, YamlNode.Entry entry) {
    return FactTable.ofList(list)
        .orElseThrow(
            () ->
                error(entry.keySpan(), "there is no table of facts \"" + list + '"')
                    .hint(
                        Suggestions.didYouMean(
                            list,
                            Arrays.stream(FactTable.values()).map(FactTable::list).toList())));
  }

  private static List<FactRow> rows(FactTable table, YamlNode.Entry entry) {
    if (!(entry.value() instanceof YamlNode.Sequence list)) {
      throw error(
              entry.place(),
              table.list() + " must be a list of rows, not " + entry.value().describe())
          .hint("begin each row with \"- \"");
    }
    List<FactRow> rows = new ArrayList<>();
    Map<List<String>, SourceSpan> seen = new HashMap<>();
    for (YamlNode item : list.items()) {
      FactRow row = row(table, item);
      @Nullable SourceSpan before = seen.put(row.key(), row.place());
      if (before != null) {
        throw error(row.place(), "this row of " + table.list() + " is a duplicate")
            .hint("the first is on line " + before.line());
      }
      rows.add(row);
    }
    return List.copyOf(rows);
  }

  private static FactRow row(FactTable table, YamlNode item) {
    Map<String, YamlNode> values = new LinkedHashMap<>();
    mapping(item, "a row of " + table.list() + " must be a map")
        .entries()
        .forEach((name, entry) -> values.put(name, value(table, name, entry)));
    FactRow row = new FactRow(table, values, item.span());
    requireSaid(row, "source", "give the source: a repository, an issue, a document");
    requireSaid(
        row,
        "confidence",
        "A: two or more independent sources agree; B: one good source; C: inferred or disputed");
    for (String key : table.key()) {
      if (table.column(key).orElseThrow().required()) {
        requireSaid(row, key, "it distinguishes the rows of " + table.list());
      }
    }
    return row;
  }

  private static YamlNode value(FactTable table, String name, YamlNode.Entry entry) {
    FactColumn column =
        table
            .column(name)
            .orElseThrow(
                () ->
                    error(entry.keySpan(), "rows of " + table.list() + " have no \"" + name + '"')
                        .hint(
                            Suggestions.didYouMean(
                                name, table.columns().stream().map(FactColumn::name).toList())));
    @Nullable String wanted = column.wantedOrNull(entry.value());
    if (wanted != null) {
      throw error(entry.place(), name + " must be " + wanted + ", not " + entry.value().describe())
          .hint("jbuild facts " + table.id() + " shows examples");
    }
    return entry.value();
  }

  private static void requireSaid(FactRow row, String column, String hint) {
    if (!row.values().containsKey(column)) {
      throw error(row.place(), "the row has no \"" + column + '"').hint(hint);
    }
  }

  private static YamlNode.Mapping mapping(YamlNode node, String what) {
    if (node instanceof YamlNode.Mapping map) {
      return map;
    }
    throw error(node.span(), what + ", not " + node.describe())
        .hint("jbuild facts --format yaml shows all of them");
  }

  static JbuildException error(SourceSpan place, String message) {
    return JbuildException.of(Kind.INVALID_INPUT, message).at(place);
  }
}
