package io.github.jbuild.profile.decode;

import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.core.Suggestions;
import io.github.jbuild.profile.ProfileProblem;
import io.github.jbuild.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one map of a profile, read by name. Whatever is wrong is noted and replaced by a
 * placeholder, so that one reading finds all problems. A field that is null counts as absent.
 */
final class Fields {

  private final YamlNode.@Nullable Mapping mapping;
  private final String path;
  private final SourceSpan place;
  private final List<ProfileProblem> problems;
  private final Set<String> known = new LinkedHashSet<>();

  private Fields(
      YamlNode.@Nullable Mapping mapping,
      String path,
      SourceSpan place,
      List<ProfileProblem> problems) {
    this.mapping = mapping;
    this.path = path;
    this.place = place;
    this.problems = problems;
  }

  /** The fields of a whole document. */
  static <T> T root(
      YamlNode.Mapping document, List<ProfileProblem> problems, Function<Fields, T> read) {
    return new Fields(document, "", document.span(), problems).end(read);
  }

  private <T> T end(Function<Fields, T> read) {
    T value = read.apply(this);
    if (mapping != null) {
      mapping.entries().keySet().stream()
          .filter(key -> !known.contains(key))
          .forEach(this::unknown);
    }
    return value;
  }

  private void unknown(String key) {
    String where = path.isEmpty() ? "" : " in " + path;
    problem(
        keyPlace(key),
        "unknown key " + Quoted.of(key) + where,
        Suggestions.didYouMean(Quoted.shortened(key), known));
  }

  /** Whether the field has a value. */
  boolean has(String key) {
    return value(key) != null;
  }

  /** Whether a map has a field with a value. */
  boolean has(String key, String field) {
    YamlNode.@Nullable Entry entry =
        value(key) instanceof YamlNode.Mapping map ? map.entries().get(field) : null;
    return entry != null && !entry.value().isNull();
  }

  /** Whether the field has a value that is neither a list nor a map. */
  boolean isScalar(String key) {
    return value(key) instanceof YamlNode.Scalar;
  }

  /** A scalar, or null. */
  <T> @Nullable T optional(String key, ValueParser<T> rule) {
    @Nullable YamlNode node = value(key);
    return node == null ? null : scalar(FieldPath.field(path, key), node, rule);
  }

  /** A scalar that must be there. */
  <T> T required(String key, ValueParser<T> rule) {
    @Nullable T value = optional(key, rule);
    if (value != null) {
      return value;
    }
    missing(key);
    return rule.placeholder();
  }

  /** A truth value; false when absent. */
  boolean flag(String key) {
    @Nullable YamlNode node = value(key);
    if (node == null) {
      return false;
    }
    if (!(node instanceof YamlNode.Scalar scalar) || scalar.type() != YamlNode.Type.BOOL) {
      problem(key, "expected true or false, found " + node.describe(), null);
      return false;
    }
    return scalar.text().equalsIgnoreCase("true");
  }

  /** A list of scalars; empty when absent. */
  <T> List<T> list(String key, ValueParser<T> rule) {
    return items(key, (itemPath, node) -> scalar(itemPath, node, rule));
  }

  /** A list of scalars that must be there and must not be empty. */
  <T> List<T> requiredList(String key, ValueParser<T> rule) {
    List<T> items = list(key, rule);
    if (!has(key)) {
      missing(key);
    } else if (value(key) instanceof YamlNode.Sequence list && list.items().isEmpty()) {
      problem(key, "must not be empty", null);
    }
    return items;
  }

  /** A scalar or a list of scalars that must be there. */
  <T> List<T> oneOrMore(String key, ValueParser<T> rule) {
    return value(key) instanceof YamlNode.Scalar
        ? List.of(required(key, rule))
        : requiredList(key, rule);
  }

  /** A map of scalars; empty when absent. */
  <T> Map<String, T> scalars(String key, ValueParser<String> names, ValueParser<T> values) {
    return entries(key, names, (entryPath, entry) -> scalar(entryPath, entry.value(), values));
  }

  /** A map with fields of its own; all absent when it is. */
  <T> T section(String key, Function<Fields, T> read) {
    @Nullable YamlNode node = value(key);
    String child = FieldPath.field(path, key);
    return new Fields(mapping(child, node), child, keyPlace(key), problems).end(read);
  }

  /** A map with fields of its own that must be there. */
  <T> T requiredSection(String key, Function<Fields, T> read) {
    if (!has(key)) {
      missing(key);
    }
    return section(key, read);
  }

  /** A map with fields of its own, or null. */
  <T> @Nullable T optionalSection(String key, Function<Fields, T> read) {
    return has(key) ? section(key, read) : null;
  }

  /** A map of maps with fields of their own; empty when absent. */
  <T> Map<String, T> sections(String key, ValueParser<String> names, Function<Fields, T> read) {
    return entries(
        key,
        names,
        (entryPath, entry) ->
            new Fields(mapping(entryPath, entry.value()), entryPath, entry.keySpan(), problems)
                .end(read));
  }

  /** A list of maps with fields of their own; empty when absent. */
  <T> List<T> sectionList(String key, Function<Fields, T> read) {
    return items(
        key,
        (itemPath, node) ->
            new Fields(mapping(itemPath, node), itemPath, node.span(), problems).end(read));
  }

  /** Notes a problem with a field that is there or missing. */
  void problem(String key, String message, @Nullable String hint) {
    @Nullable YamlNode node = value(key);
    SourceSpan where = node instanceof YamlNode.Scalar ? node.span() : keyPlace(key);
    problem(where, FieldPath.field(path, key) + ": " + message, hint);
  }

  /** Where the value of a field that is there begins. */
  SourceSpan placeOf(String key) {
    @Nullable YamlNode node = value(key);
    return node == null ? place : node.span();
  }

  private void missing(String key) {
    if (mapping != null) {
      problem(place, FieldPath.field(path, key) + " is missing", null);
    }
  }

  private @Nullable YamlNode value(String key) {
    known.add(key);
    YamlNode.@Nullable Entry entry = mapping == null ? null : mapping.entries().get(key);
    return entry == null || entry.value().isNull() ? null : entry.value();
  }

  private SourceSpan keyPlace(String key) {
    YamlNode.@Nullable Entry entry = mapping == null ? null : mapping.entries().get(key);
    return entry == null ? place : entry.keySpan();
  }

  private interface Reader<N, T> {
    @Nullable T read(String path, N node);
  }

  private <T> List<T> items(String key, Reader<YamlNode, T> reader) {
    @Nullable YamlNode node = value(key);
    List<T> items = new ArrayList<>();
    if (node instanceof YamlNode.Sequence list) {
      for (int i = 0; i < list.items().size(); i++) {
        @Nullable T item =
            reader.read(FieldPath.item(FieldPath.field(path, key), i), list.items().get(i));
        if (item != null) {
          items.add(item);
        }
      }
    } else if (node != null) {
      String hint =
          node instanceof YamlNode.Scalar scalar ? "write [" + shown(scalar) + "]" : "write [a, b]";
      problem(key, "expected a list, found " + node.describe(), hint);
    }
    return items;
  }

  private static String shown(YamlNode.Scalar scalar) {
    return scalar.type() == YamlNode.Type.TEXT ? Quoted.of(scalar.text()) : scalar.text();
  }

  private <T> Map<String, T> entries(
      String key, ValueParser<String> names, Reader<YamlNode.Entry, T> reader) {
    String child = FieldPath.field(path, key);
    YamlNode.@Nullable Mapping map = mapping(child, value(key));
    Map<String, T> values = new LinkedHashMap<>();
    if (map == null) {
      return values;
    }
    map.entries()
        .forEach(
            (name, entry) -> {
              String entryPath = FieldPath.field(child, name);
              if (entry.value().isNull()) {
                nothing(entryPath, name, entry, map);
                return;
              }
              check(entryPath, entry.keySpan(), name, names);
              @Nullable T value = reader.read(entryPath, entry);
              if (value != null) {
                values.put(name, value);
              }
            });
    return values;
  }

  private void nothing(String path, String name, YamlNode.Entry entry, YamlNode.Mapping map) {
    List<String> others =
        map.entries().keySet().stream().filter(other -> !other.equals(name)).toList();
    problem(
        entry.place(),
        path + " is null, but there is no value to remove",
        Suggestions.didYouMean(Quoted.shortened(name), others));
  }

  private YamlNode.@Nullable Mapping mapping(String path, @Nullable YamlNode node) {
    if (node == null || node instanceof YamlNode.Mapping) {
      return (YamlNode.@Nullable Mapping) node;
    }
    problem(
        node.span(), path + ": expected a map, found " + node.describe(), "write keys and values");
    return null;
  }

  private <T> @Nullable T scalar(String path, YamlNode node, ValueParser<T> rule) {
    if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
      problem(node.span(), path + ": expected a string, found " + node.describe(), null);
      return rule.placeholder();
    }
    if (scalar.type() != YamlNode.Type.TEXT && !rule.byText()) {
      problem(
          node.span(),
          path + ": expected a string, found " + node.describe(),
          "write it in quotes: " + Quoted.of(scalar.text()));
      return rule.placeholder();
    }
    return check(path, scalar.span(), scalar.text(), rule);
  }

  private <T> T check(String path, SourceSpan where, String text, ValueParser<T> rule) {
    try {
      return rule.parse(text);
    } catch (BadValue e) {
      SourceSpan place = e.isSecret() ? where.withoutText() : where;
      problem(place, path + ": " + e.getMessage(), e.hint());
      return rule.placeholder();
    }
  }

  private void problem(SourceSpan where, String message, @Nullable String hint) {
    problems.add(new ProfileProblem(where, message, hint));
  }
}
