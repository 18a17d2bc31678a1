package io.github.jbuild.testing;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Makes OCI layouts for tests: folders, archives, and what {@code docker save} of 25 writes. */
public final class OciFixture {

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";

  /** How a layer is packed. */
  public interface Packing {
    OutputStream to(OutputStream out) throws IOException;

    /** Not at all. */
    static Packing none() {
      return out -> out;
    }

    /** As registries hold most layers. */
    static Packing gzip() {
      return GZIPOutputStream::new;
    }

    /** As newer builders pack. */
    static Packing zstd() {
      return ZstdOutputStream::new;
    }
  }

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<Object> index = new ArrayList<>();

  /** An empty layout. */
  public OciFixture() {
    files.put("oci-layout", ImageFixture.json(Map.of("imageLayoutVersion", "1.0.0")));
  }

  /** Stores a blob and returns its digest. */
  public String blob(byte[] bytes) {
    files.put("blobs/sha256/" + ImageFixture.hex(bytes), bytes);
    return "sha256:" + ImageFixture.hex(bytes);
  }

  /** Puts other bytes in the place of a blob. */
  public OciFixture replace(String digest, byte[] bytes) {
    files.put("blobs/sha256/" + digest.substring("sha256:".length()), bytes);
    return this;
  }

  /** Stores an image and returns the descriptor of its manifest. */
  public Map<String, Object> image(ImageFixture image, Packing packing) {
    List<Object> layers = new ArrayList<>();
    image.layers().forEach(layer -> layers.add(Map.of("digest", blob(pack(layer, packing)))));
    String config = blob(image.configuration());
    String manifest =
        blob(ImageFixture.json(Map.of("config", Map.of("digest", config), "layers", layers)));
    return new LinkedHashMap<>(Map.of("mediaType", MANIFEST, "digest", manifest));
  }

  /** Stores an index of images, each for a platform, and returns its descriptor. */
  public Map<String, Object> index(List<Map<String, Object>> descriptors) {
    byte[] document = ImageFixture.json(Map.of("manifests", descriptors));
    return new LinkedHashMap<>(Map.of("mediaType", INDEX, "digest", blob(document)));
  }

  /** A descriptor with its platform. */
  public static Map<String, Object> on(String os, String cpu, Map<String, Object> descriptor) {
    descriptor.put("platform", Map.of("os", os, "architecture", cpu));
    return descriptor;
  }

  /** Adds a row to {@code index.json}. */
  public OciFixture add(String tag, Map<String, Object> descriptor) {
    Map<String, Object> row = new LinkedHashMap<>(descriptor);
    row.put("annotations", Map.of("org.opencontainers.image.ref.name", tag));
    index.add(row);
    return this;
  }

  /** Adds the {@code manifest.json} that Docker 25 and newer write beside the layout. */
  public OciFixture dockerManifest(ImageFixture image, String tag) {
    List<String> layers =
        image.layers().stream().map(layer -> "blobs/sha256/" + ImageFixture.hex(layer)).toList();
    String config = "blobs/sha256/" + ImageFixture.hex(image.configuration());
    return file(
        "manifest.json",
        ImageFixture.json(
            List.of(Map.of("Config", config, "RepoTags", List.of(tag), "Layers", layers))));
  }

  /** Adds a file as it is. */
  public OciFixture file(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /** The layout as a tar. */
  public byte[] archive() {
    ImageFixture.LayerFixture tar = new ImageFixture.LayerFixture();
    withIndex().forEach((path, bytes) -> tar.file("/" + path, bytes));
    return tar.bytes();
  }

  /** The layout as a folder. */
  public Path in(Path folder) {
    withIndex()
        .forEach(
            (path, bytes) -> {
              try {
                Path file = folder.resolve(path);
                Files.createDirectories(file.resolveSibling("."));
                Files.write(file, bytes);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return folder;
  }

  private Map<String, byte[]> withIndex() {
    Map<String, byte[]> all = new LinkedHashMap<>(files);
    all.put("index.json", ImageFixture.json(Map.of("schemaVersion", 2, "manifests", index)));
    return all;
  }

  /** Packs bytes. */
  public static byte[] pack(byte[] bytes, Packing packing) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = packing.to(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
