package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.profile.LoadedProfile;
import io.github.jbuild.profile.ProfileLoader;
import io.github.jbuild.profile.ProfileSelection;
import io.github.jbuild.profile.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The test bed's overlays change where bytes are and what they hash to, and what Debian 12 forces;
 * nothing else.
 */
final class OverlaysIT {

  private static final List<String> ADDRESSES_AND_HASHES =
      List.of(
          "base\\.image",
          "donor\\.image",
          "sources\\.\\w+\\.url",
          "sources\\.\\w+\\.sha256",
          "python\\.index",
          "python\\.wheels\\.[\\w-]+\\.sha256");

  /**
   * Debian 12 has Python 3.11 where Ubuntu 22.04 has 3.10, and libproj25 where it has libproj22.
   */
  private static final Map<String, String> FORCED =
      Map.of("python.version", "3.11", "expect.python", "3.11", "libproj22", "libproj25");

  @ParameterizedTest
  @ValueSource(strings = {"cuda-base", "jetpack"})
  void change_only_addresses_hashes_and_what_the_distribution_forces(String profile) {
    Map<String, String> real = values(profile, List.of());
    Map<String, String> standIn = values(profile, List.of(TestBed.overlay(profile)));
    TreeSet<String> fields = new TreeSet<>(real.keySet());
    fields.addAll(standIn.keySet());
    for (String field : fields) {
      String before = real.get(field);
      String after = standIn.get(field);
      if (!Objects.equals(before, after)) {
        assertThat(allowed(field, before, after)).as("%s: %s -> %s", field, before, after).isTrue();
      }
    }
  }

  private static boolean allowed(
      String field,
      @org.jspecify.annotations.Nullable String before,
      @org.jspecify.annotations.Nullable String after) {
    if (before == null || after == null) {
      return false;
    }
    if (field.endsWith(".image")) {
      return name(before).equals(name(after));
    }
    return ADDRESSES_AND_HASHES.stream().anyMatch(field::matches)
        || after.equals(FORCED.get(field))
        || after.equals(FORCED.get(before));
  }

  /** Name and tag of an image without its registry and digest. */
  private static String name(String reference) {
    return reference.replaceAll("@.*", "").replaceFirst("^[^/]+/", "");
  }

  private static Map<String, String> values(String profile, List<Path> overlays) {
    LoadedProfile loaded =
        new ProfileLoader(Path.of(""), List.of(Path.of("profiles")))
            .read(new ProfileSelection(profile, overlays, List.of()));
    Map<String, String> values = new TreeMap<>();
    collect("", loaded.document(), values);
    return values;
  }

  private static void collect(String path, YamlNode node, Map<String, String> values) {
    if (node instanceof YamlNode.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (key, value) ->
                  collect(path.isEmpty() ? key : path + "." + key, value.value(), values));
    } else if (node instanceof YamlNode.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        collect(path + "[" + i + "]", sequence.items().get(i), values);
      }
    } else if (node instanceof YamlNode.Scalar scalar) {
      values.put(path, String.valueOf(scalar.text()));
    }
  }
}
