package io.github.jbuild.facts;

import io.github.jbuild.profile.yaml.YamlNode;
import io.github.jbuild.profile.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fact file of the class path: lists of maps under names. Scalars are taken by their text, so
 * that 3.10 is not 3.1.
 */
final class FactRows {

  private final Row document;

  private FactRows(Row document) {
    this.document = document;
  }

  /** Reads {@code facts/<file>}. */
  static FactRows of(String file) {
    try (InputStream in = FactRows.class.getResourceAsStream("/facts/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks facts/" + file);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new FactRows(new Row(file, YamlReader.read("facts/" + file, text).orElseThrow()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a list. */
  List<Row> list(String key) {
    return ((YamlNode.Sequence) document.node(key))
        .items().stream().map(row -> new Row(document.file(), row)).toList();
  }

  /** A map of a fact file. */
  record Row(String file, YamlNode fields) {

    YamlNode node(String key) {
      YamlNode.@Nullable Entry entry = ((YamlNode.Mapping) fields).entries().get(key);
      if (entry == null) {
        throw new IllegalStateException("a row of facts/" + file + " lacks \"" + key + '"');
      }
      return entry.value();
    }

    String text(String key) {
      return text(node(key));
    }

    @Nullable String textOrNull(String key) {
      return ((YamlNode.Mapping) fields).entries().containsKey(key) ? text(key) : null;
    }

    List<String> list(String key) {
      return ((YamlNode.Sequence) node(key)).items().stream().map(Row::text).toList();
    }

    Map<String, String> map(String key) {
      Map<String, String> values = new LinkedHashMap<>();
      ((YamlNode.Mapping) node(key))
          .entries()
          .forEach((name, entry) -> values.put(name, text(entry.value())));
      return values;
    }

    Confidence confidence() {
      return Confidence.valueOf(text("confidence"));
    }

    private static String text(YamlNode node) {
      return ((YamlNode.Scalar) node).text();
    }
  }
}
