package io.github.jbuild.profile.load;

import io.github.jbuild.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays one document over another: maps merge by key, lists and scalars replace, null removes. */
final class Merge {

  private Merge() {}

  /** {@code over} merged over {@code base}; new keys come last. */
  static YamlNode.Mapping merge(YamlNode.Mapping base, YamlNode.Mapping over) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(base.entries());
    over.entries().forEach((key, entry) -> put(entries, key, entry));
    return new YamlNode.Mapping(entries, base.span());
  }

  /**
   * Lays one entry over a map's entries. A null that removes nothing stays, so that reading the
   * fields can judge its key.
   */
  static void put(Map<String, YamlNode.Entry> entries, String key, YamlNode.Entry entry) {
    YamlNode.@Nullable Entry before = entries.get(key);
    if (entry.value().isNull() && before != null) {
      entries.remove(key);
    } else if (before != null
        && before.value() instanceof YamlNode.Mapping old
        && entry.value() instanceof YamlNode.Mapping over) {
      entries.put(key, new YamlNode.Entry(entry.keySpan(), merge(old, over)));
    } else {
      entries.put(key, entry);
    }
  }
}
