package io.github.jbuild.profile.load;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys that profiles were written with before they were renamed. They keep working. */
final class FormerKeys {

  private static final Map<String, String> NEW_BY_OLD = Map.of("silence", "ignore");

  private FormerKeys() {}

  /** Today's name of a key. */
  static String today(String key) {
    return NEW_BY_OLD.getOrDefault(key, key);
  }

  /**
   * The same document with today's keys.
   *
   * @throws JbuildException of kind {@code INVALID_INPUT} if it has a key by both names
   */
  static YamlNode.Mapping renamed(YamlNode.Mapping document) {
    if (NEW_BY_OLD.keySet().stream().noneMatch(document.entries()::containsKey)) {
      return document;
    }
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    document
        .entries()
        .forEach(
            (key, entry) -> {
              String name = today(key);
              if (!name.equals(key) && document.entries().containsKey(name)) {
                throw JbuildException.of(
                        JbuildException.Kind.INVALID_INPUT,
                        key + " is the former name of " + name + ", but both are there")
                    .at(entry.keySpan())
                    .hint("move its entries to " + name);
              }
              entries.put(name, entry);
            });
    return new YamlNode.Mapping(entries, document.span());
  }
}
