package io.github.jbuild.profile.load;

import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.profile.Origins;
import io.github.jbuild.profile.decode.FieldPath;
import io.github.jbuild.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the places of a document's values. */
final class OriginCollector {

  private OriginCollector() {}

  static Origins document(YamlNode.Mapping document) {
    Map<String, SourceSpan> places = new LinkedHashMap<>();
    fields(document, "", places);
    return new Origins(places);
  }

  private static void fields(
      YamlNode.Mapping mapping, String path, Map<String, SourceSpan> places) {
    mapping.entries().forEach((key, entry) -> value(entry, FieldPath.field(path, key), places));
  }

  private static void value(YamlNode.Entry entry, String path, Map<String, SourceSpan> places) {
    if (!entry.value().isNull()) {
      places.put(path, entry.place());
      inside(entry.value(), path, places);
    }
  }

  private static void inside(YamlNode node, String path, Map<String, SourceSpan> places) {
    if (node instanceof YamlNode.Mapping mapping) {
      fields(mapping, path, places);
    } else if (node instanceof YamlNode.Sequence sequence) {
      List<YamlNode> items = sequence.items();
      for (int i = 0; i < items.size(); i++) {
        String item = FieldPath.item(path, i);
        places.put(item, items.get(i).span());
        inside(items.get(i), item, places);
      }
    }
  }
}
