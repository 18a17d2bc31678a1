package io.github.jbuild.profile.load;

import io.github.jbuild.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays documents over each other; a reason goes with the field that it explains. */
final class DocumentOverlay {

  private static final String REASONS = "reasons";

  private DocumentOverlay() {}

  /** {@code over} merged over {@code base}. */
  static YamlNode.Mapping lay(YamlNode.Mapping base, YamlNode.Mapping over) {
    return withoutOrphans(base, Merge.merge(base, over));
  }

  /**
   * {@code after}, without those reasons of {@code before} whose fields were there before and are
   * no more.
   */
  static YamlNode.Mapping withoutOrphans(YamlNode.Mapping before, YamlNode.Mapping after) {
    YamlNode.@Nullable Entry old = before.entries().get(REASONS);
    YamlNode.@Nullable Entry all = after.entries().get(REASONS);
    if (old == null
        || all == null
        || !(old.value() instanceof YamlNode.Mapping inherited)
        || !(all.value() instanceof YamlNode.Mapping reasons)) {
      return after;
    }
    Set<String> had = OriginCollector.document(before).places().keySet();
    Set<String> has = OriginCollector.document(after).places().keySet();
    Map<String, YamlNode.Entry> kept = new LinkedHashMap<>(reasons.entries());
    inherited
        .entries()
        .forEach(
            (path, entry) -> {
              if (had.contains(path) && !has.contains(path)) {
                kept.remove(path, entry);
              }
            });
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(after.entries());
    entries.put(
        REASONS, new YamlNode.Entry(all.keySpan(), new YamlNode.Mapping(kept, reasons.span())));
    return new YamlNode.Mapping(entries, after.span());
  }
}
