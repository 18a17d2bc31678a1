package io.github.jbuild.facts;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

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
      Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      Row document = new Row(file, new Yaml().compose(reader));
      return ((SequenceNode) document.node(key))
          .getValue().stream().map(node -> new Row(file, node)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Row {
    private final String file;
    private final Map<String, Node> fields = new LinkedHashMap<>();

    Row(String file, Node node) {
      this.file = file;
      for (NodeTuple tuple : ((MappingNode) node).getValue()) {
        fields.put(((ScalarNode) tuple.getKeyNode()).getValue(), tuple.getValueNode());
      }
    }

    Node node(String key) {
      Node node = fields.get(key);
      if (node == null) {
        throw new IllegalStateException("a row of facts/" + file + " lacks \"" + key + '"');
      }
      return node;
    }

    String text(String key) {
      return ((ScalarNode) node(key)).getValue();
    }

    @Nullable String textOrNull(String key) {
      return fields.containsKey(key) ? text(key) : null;
    }

    List<String> list(String key) {
      return ((SequenceNode) node(key))
          .getValue().stream().map(node -> ((ScalarNode) node).getValue()).toList();
    }
  }
}
