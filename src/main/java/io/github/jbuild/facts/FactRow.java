package io.github.jbuild.facts;

import io.github.jbuild.core.Ordered;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a fact table. Scalars are taken by their text, so that 3.10 is not 3.1.
 *
 * @param table the table, whose columns its values fit
 * @param values its values by column; absent where it has none
 * @param place where it begins
 */
public record FactRow(FactTable table, Map<String, YamlNode> values, SourceSpan place) {

  public FactRow {
    values = Ordered.copyOf(values);
  }

  /**
   * What distinguishes it from other rows of its table; an empty string for a missing key column.
   */
  public List<String> key() {
    return table.key().stream()
        .map(column -> values.containsKey(column) ? text(column) : "")
        .toList();
  }

  /** How far it can be trusted. */
  public Confidence confidence() {
    return Confidence.valueOf(text("confidence"));
  }

  /** Where it is from. */
  public String source() {
    return text("source");
  }

  /** The text of a column that it has. */
  public String text(String column) {
    YamlNode value = values.get(column);
    if (value == null) {
      throw new IllegalStateException(place + " lacks \"" + column + '"');
    }
    return text(value);
  }

  @Nullable String textOrNull(String column) {
    return values.containsKey(column) ? text(column) : null;
  }

  @Nullable Long numberOrNull(String column) {
    String text = textOrNull(column);
    return text == null ? null : Long.valueOf(text);
  }

  boolean flag(String column) {
    return "true".equals(textOrNull(column));
  }

  /** The texts of a list; none where it has no such column. */
  public List<String> list(String column) {
    return values.get(column) instanceof YamlNode.Sequence list
        ? list.items().stream().map(FactRow::text).toList()
        : List.of();
  }

  /** The texts of a map by name; none where it has no such column. */
  public Map<String, String> map(String column) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (values.get(column) instanceof YamlNode.Mapping map) {
      map.entries().forEach((name, entry) -> texts.put(name, text(entry.value())));
    }
    return texts;
  }

  /** This row with the values of another in place of its own. */
  FactRow with(FactRow other) {
    Map<String, YamlNode> both = new LinkedHashMap<>(values);
    both.putAll(other.values);
    return new FactRow(table, both, other.place);
  }

  private static String text(YamlNode node) {
    return ((YamlNode.Scalar) node).text();
  }
}
