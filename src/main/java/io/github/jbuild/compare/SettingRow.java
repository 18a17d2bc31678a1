package io.github.jbuild.compare;

import io.github.jbuild.image.ImageConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A setting of the configuration in which images differ.
 *
 * @param name what it is, such as {@code ENTRYPOINT}, {@code ENV PATH} or {@code LABEL version}
 * @param values for each subject its value; null where it is not set, or where nothing is built
 */
public record SettingRow(String name, List<@Nullable String> values) {

  public SettingRow {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** The settings in which images differ; null stands for one that is not built. */
  static List<SettingRow> of(List<@Nullable ImageConfig> images) {
    List<Map<String, String>> all = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (ImageConfig image : images) {
      Map<String, String> settings = image == null ? Map.of() : settings(image);
      all.add(settings);
      names.addAll(settings.keySet());
    }
    List<SettingRow> rows = new ArrayList<>();
    for (String name : names) {
      List<@Nullable String> values = new ArrayList<>();
      Set<@Nullable String> different = new HashSet<>();
      for (int i = 0; i < all.size(); i++) {
        values.add(all.get(i).get(name));
        if (images.get(i) != null) {
          different.add(all.get(i).get(name));
        }
      }
      if (different.size() > 1) {
        rows.add(new SettingRow(name, values));
      }
    }
    return rows;
  }

  private static Map<String, String> settings(ImageConfig config) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("PLATFORM", config.platform().toString());
    settings.put("ENTRYPOINT", String.join(" ", config.entrypoint()));
    settings.put("CMD", String.join(" ", config.command()));
    settings.put("USER", config.user());
    settings.put("WORKDIR", config.workdir());
    settings.put("EXPOSE", String.join(" ", config.exposed()));
    settings.put("VOLUME", String.join(" ", config.volumes()));
    settings.put("STOPSIGNAL", config.stopSignal());
    settings.put("HEALTHCHECK", String.join(" ", config.healthcheck().orElse(List.of())));
    settings.values().removeIf(String::isEmpty);
    config.env().forEach((name, value) -> settings.put("ENV " + name, value));
    config.labels().forEach((name, value) -> settings.put("LABEL " + name, value));
    return settings;
  }
}
