package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.profile.load.LoadedProfile;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import io.github.jbuild.yaml.YamlNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The test bed's overlays change where bytes are and what they hash to, and what Debian 12 forces;
 * nothing else.
 */
final class OverlaysIT {

  /** Files that the bed serves under their own names. */
  private static final List<String> FILES =
      List.of(
          "sources\\.\\w+\\.url",
          "sources\\.\\w+\\.git\\.url",
          "tools\\.\\w+\\.url",
          "python\\.uv\\.url");

  private static final List<String> ADDRESSES =
      List.of(
          "python\\.index",
          "apt\\.repositories\\.\\w+\\.url",
          "apt\\.repositories\\.\\w+\\.key\\.url");

  private static final Map<String, String> HASHES =
      Map.of(
          "sources\\.\\w+\\.sha256", "[0-9a-f]{64}",
          "tools\\.\\w+\\.sha256", "[0-9a-f]{64}",
          "python\\.uv\\.sha256", "[0-9a-f]{64}",
          "python\\.wheels\\.[\\w-]+\\.sha256", "[0-9a-f]{64}",
          "sources\\.\\w+\\.git\\.commit", "[0-9a-f]{40}",
          "apt\\.repositories\\.\\w+\\.key\\.fingerprint", "[0-9A-F]{40}");

  /** Debian 12 has Python 3.11 where Ubuntu 22.04 has 3.10. */
  private static final Map<String, String> FORCED =
      Map.of("python.version", "3.11", "expect.python", "3.11");

  /** Debian packages by Ubuntu 22.04's name, and by that of Debian 12. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "libproj22", "libproj25",
          "libtiff5", "libtiff6",
          "libjpeg-turbo8", "libjpeg62-turbo",
          "libjpeg-turbo8-dev", "libjpeg62-turbo-dev",
          "libopencv-core4.5d", "libopencv-core406",
          "libopencv-imgproc4.5d", "libopencv-imgproc406");

  /** A package of PyPI that is served by the bed, by name and version. */
  private static final Pattern STAND_IN =
      Pattern.compile(
          "(\\w+) @ http://[^/]+/wheels/\\1-([^-]+)-py3-none-any\\.whl#sha256=[0-9a-f]{64}");

  @ParameterizedTest
  @ValueSource(
      strings = {"cuda-base", "jetpack", "gliner-api", "gliner-legacy", "inference-server", "slim"})
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
    // A stand-in has a digest, and needs no reason why it has none.
    if (field.equals("base.unpinned")) {
      return before != null && after == null;
    }
    if (before == null || after == null) {
      return false;
    }
    if (field.equals("base.image") || field.equals("donor.image")) {
      return ImageRef.parse(after).digest().isPresent() && name(before).equals(name(after));
    }
    if (field.startsWith("apt.build[") || field.startsWith("apt.runtime[")) {
      return after.equals(PACKAGES.get(before));
    }
    if (field.startsWith("python.no-deps[")) {
      return STAND_IN.matcher(after).replaceFirst("$1==$2").equals(before);
    }
    if (field.equals("app.context")) {
      return before.equals(".") && after.startsWith(TestBed.variable("JBUILD_TESTBED_STATE"));
    }
    return (FILES.stream().anyMatch(field::matches) && isServed(after) && file(before, after))
        || (ADDRESSES.stream().anyMatch(field::matches) && isServed(after))
        || HASHES.entrySet().stream()
            .anyMatch(hash -> field.matches(hash.getKey()) && after.matches(hash.getValue()))
        || after.equals(FORCED.get(field));
  }

  private static boolean isServed(String url) {
    return url.startsWith(
        URI.create(TestBed.variable("JBUILD_TESTBED_INDEX")).resolve("/").toString());
  }

  private static boolean file(String before, String after) {
    return before
        .substring(before.lastIndexOf('/'))
        .equals(after.substring(after.lastIndexOf('/')));
  }

  /** Repository and tag of an image, wherever it is. */
  private static String name(String reference) {
    ImageRef image = ImageRef.parse(reference);
    return image.repository() + ":" + image.tag().orElse("latest");
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
