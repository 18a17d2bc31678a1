package io.github.jbuild.facts;

import io.github.jbuild.profile.yaml.YamlNode;
import io.github.jbuild.profile.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fact files of the class path. Scalars are taken by their text, so that 3.10 is not 3.1.
 */
final class FactsReader {

  Facts builtIn() {
    List<L4tRelease> releases = new ArrayList<>();
    for (Row row : rows("l4t.yaml", "releases")) {
      releases.add(
          new L4tRelease(
              row.text("l4t"),
              row.text("jetpack"),
              row.text("cuda"),
              row.text("cudnn"),
              row.text("tensorrt"),
              row.text("ubuntu"),
              row.text("python"),
              row.list("sm"),
              Confidence.valueOf(row.text("confidence")),
              row.text("source")));
    }
    List<LibrarySet> libraries = new ArrayList<>();
    for (Row row : rows("libraries.yaml", "libraries")) {
      libraries.add(
          new LibrarySet(
              row.text("name"),
              row.list("files"),
              row.text("to"),
              row.list("sonames"),
              row.textOrNull("version-file"),
              row.text("why"),
              Confidence.valueOf(row.text("confidence")),
              row.text("source")));
    }
    return new Facts(releases, libraries);
  }

  private static List<Row> rows(String file, String key) {
    try (InputStream in = FactsReader.class.getResourceAsStream("/facts/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks facts/" + file);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      YamlNode document = YamlReader.read("facts/" + file, text).orElseThrow();
      List<YamlNode> rows = ((YamlNode.Sequence) new Row(file, document).node(key)).items();
      return rows.stream().map(row -> new Row(file, row)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A map of a fact file. */
  private record Row(String file, YamlNode fields) {

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

    private static String text(YamlNode node) {
      return ((YamlNode.Scalar) node).text();
    }
  }
}
