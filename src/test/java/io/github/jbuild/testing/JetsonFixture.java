package io.github.jbuild.testing;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.elf.ElfInspector;
import io.github.jbuild.image.inspect.ImageInspector;
import io.github.jbuild.testing.ImageFixture.LayerFixture;
import io.github.jbuild.verify.ImageVerifier;
import io.github.jbuild.verify.VerifyReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An image for Jetson that is small and right in every way that {@code verify} knows, to be made
 * wrong in one.
 */
public final class JetsonFixture {

  /** The site folder of its Python. */
  public static final String SITE = "/usr/local/lib/python3.10/dist-packages";

  /** The folder of its libraries. */
  public static final String LIB = "/usr/lib/aarch64-linux-gnu";

  /** The folder of its CUDA. */
  public static final String CUDA = "/usr/local/cuda-12.6/lib64";

  private record Step(String createdBy, UnaryOperator<LayerFixture> content) {}

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();
  private final Set<String> programs = new HashSet<>();
  private final List<Step> below = new ArrayList<>();
  private final List<Step> above = new ArrayList<>();
  private final List<String> instructions = new ArrayList<>();
  private final Map<String, String> env = new LinkedHashMap<>();
  private final Map<String, Object> config = new LinkedHashMap<>();
  private String architecture = "arm64";
  private JetsonProfile profile = JetsonProfile.good();

  private JetsonFixture() {}

  /** The good image. */
  public static JetsonFixture good() {
    return JetsonParts.into(new JetsonFixture());
  }

  /** The image with a file. */
  public JetsonFixture with(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /** The image with a text file. */
  public JetsonFixture with(String path, String text) {
    return with(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The image with a file that can be executed. */
  public JetsonFixture program(String path, byte[] content) {
    programs.add(path);
    return with(path, content);
  }

  /** The image with a symbolic link. */
  public JetsonFixture link(String path, String target) {
    links.put(path, target);
    return this;
  }

  /** The image with the files of an installed wheel. */
  public JetsonFixture with(WheelFixture wheel) {
    files.putAll(wheel.in(SITE));
    return this;
  }

  /** The image without a distribution: its folder and its metadata. */
  public JetsonFixture uninstalled(String module, String metadata) {
    files.keySet().removeIf(path -> path.startsWith(SITE + "/" + module + "/"));
    files.keySet().removeIf(path -> path.startsWith(SITE + "/" + metadata + "/"));
    return this;
  }

  /** The image without a file or link. */
  public JetsonFixture without(String path) {
    if (files.remove(path) == null && links.remove(path) == null) {
      throw new IllegalArgumentException("it has no " + path);
    }
    return this;
  }

  /** The bytes of a file. */
  public byte[] bytes(String path) {
    byte[] content = files.get(path);
    if (content == null) {
      throw new IllegalArgumentException("it has no " + path);
    }
    return content;
  }

  /** Where a text begins in a file. */
  public int find(String path, String text) {
    int at = new String(bytes(path), StandardCharsets.ISO_8859_1).indexOf(text);
    if (at < 0) {
      throw new IllegalArgumentException(path + " does not hold " + text);
    }
    return at;
  }

  /** Changes one byte of a file. */
  public JetsonFixture mutate(String path, int offset, int xor) {
    byte[] changed = bytes(path).clone();
    changed[offset] ^= (byte) xor;
    return with(path, changed);
  }

  /** Replaces a text in a file, once. */
  public JetsonFixture replace(String path, String text, String by) {
    int at = find(path, text);
    String whole = new String(bytes(path), StandardCharsets.ISO_8859_1);
    String changed = whole.substring(0, at) + by + whole.substring(at + text.length());
    return with(path, changed.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Brings every RECORD up to date with the files that it names and that are there. */
  public JetsonFixture rehashRecord() {
    for (String path : List.copyOf(files.keySet())) {
      if (path.endsWith(".dist-info/RECORD")) {
        StringBuilder text = new StringBuilder();
        for (String row : new String(bytes(path), StandardCharsets.UTF_8).lines().toList()) {
          String name = row.substring(0, row.indexOf(','));
          byte[] content = files.get(SITE + "/" + name);
          boolean own = name.endsWith("/RECORD");
          text.append(own || content == null ? row : WheelFixture.row(name, content)).append('\n');
        }
        with(path, text.toString());
      }
    }
    return this;
  }

  /** Sets a field of the configuration, such as {@code Entrypoint}. */
  public JetsonFixture config(String field, Object value) {
    config.put(field, value);
    return this;
  }

  /** Sets an environment variable. */
  public JetsonFixture env(String name, String value) {
    env.put(name, value);
    return this;
  }

  /** Adds a row of history that made no layer. */
  public JetsonFixture instruction(String createdBy) {
    instructions.add(createdBy);
    return this;
  }

  /** Adds a layer under all others. */
  public JetsonFixture below(String createdBy, UnaryOperator<LayerFixture> content) {
    below.add(new Step(createdBy, content));
    return this;
  }

  /** Adds a layer over all others. */
  public JetsonFixture above(String createdBy, UnaryOperator<LayerFixture> content) {
    above.add(new Step(createdBy, content));
    return this;
  }

  public JetsonFixture architecture(String name) {
    architecture = name;
    return this;
  }

  /** Changes the profile that it is held against. */
  public JetsonFixture profile(String part, String by) {
    profile = profile.replace(part, by);
    return this;
  }

  /** The image as an archive is made of it. */
  public ImageFixture image() {
    ImageFixture image = ImageFixture.image().tag("vision:1").architecture(architecture);
    below.forEach(step -> image.layer(step.createdBy(), step.content()));
    instructions.forEach(image::instruction);
    image.layer("ADD rootfs.tar / # buildkit", layer -> layer(layer, false));
    image.layer("RUN /bin/sh -c pip install /wheels/*.whl # buildkit", layer -> layer(layer, true));
    above.forEach(step -> image.layer(step.createdBy(), step.content()));
    env.forEach(image::env);
    config.forEach(image::config);
    return image;
  }

  private LayerFixture layer(LayerFixture layer, boolean site) {
    files.forEach(
        (path, content) -> {
          if (path.startsWith(SITE) == site) {
            layer.file(path, programs.contains(path) ? 0755 : 0644, content);
          }
        });
    links.forEach(
        (path, target) -> {
          if (path.startsWith(SITE) == site) {
            layer.symlink(path, target);
          }
        });
    return layer;
  }

  /** The image, read as verify reads it. */
  public Image read() {
    try (ElfInspector elf = new ElfInspector(Path.of(System.getProperty("java.io.tmpdir")))) {
      return image().read(new ImageInspector(elf));
    }
  }

  /** What verify says of it, held against its profile. */
  public VerifyReport verify() {
    return ImageVerifier.verify(read(), profile.expectations());
  }

  /** What verify says of it without a profile. */
  public VerifyReport verifyAlone() {
    return ImageVerifier.verify(read(), JetsonProfile.none());
  }

  /** What one check says of it, held against its profile. */
  public CheckResult check(String name) {
    return result(verify(), name);
  }

  /** The result of a check, by its code or name. */
  public static CheckResult result(VerifyReport report, String check) {
    return report.results().stream()
        .filter(result -> Arrays.asList(result.rule().code(), result.rule().name()).contains(check))
        .findFirst()
        .orElseThrow();
  }
}
