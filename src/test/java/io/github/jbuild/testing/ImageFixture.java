package io.github.jbuild.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.archive.ImageArchive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes images for tests, as {@code docker save} writes them. */
public final class ImageFixture {

  private static final ObjectMapper SORTED =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final List<byte[]> layers = new ArrayList<>();
  private final Map<String, Object> config = new LinkedHashMap<>();
  private final List<String> env = new ArrayList<>();
  private final List<Map<String, Object>> history = new ArrayList<>();
  private String architecture = "arm64";
  private String tag = "fixture:latest";

  private ImageFixture() {}

  /** An image without layers. */
  public static ImageFixture image() {
    return new ImageFixture();
  }

  /** Adds a layer. */
  public ImageFixture layer(UnaryOperator<LayerFixture> content) {
    return layer("RUN make layer " + (layers.size() + 1), content);
  }

  /** Adds a layer that an instruction made. */
  public ImageFixture layer(String createdBy, UnaryOperator<LayerFixture> content) {
    return tar(createdBy, content.apply(new LayerFixture()).bytes());
  }

  /** Adds a layer that is these bytes. */
  public ImageFixture tar(String createdBy, byte[] layer) {
    layers.add(layer);
    history.add(Map.of("created_by", createdBy));
    return this;
  }

  /** Adds an instruction that made no layer. */
  public ImageFixture instruction(String createdBy) {
    history.add(Map.of("created_by", createdBy, "empty_layer", true));
    return this;
  }

  /** Sets an environment variable, with its instruction in the history. */
  public ImageFixture env(String name, String value) {
    env.removeIf(pair -> pair.startsWith(name + "="));
    env.add(name + "=" + value);
    return instruction("/bin/sh -c #(nop)  ENV " + name + "=" + value);
  }

  /** Sets a field of {@code config}, such as {@code Entrypoint}. */
  public ImageFixture config(String field, Object value) {
    config.put(field, value);
    return this;
  }

  public ImageFixture architecture(String name) {
    architecture = name;
    return this;
  }

  public ImageFixture tag(String name) {
    tag = name;
    return this;
  }

  /** The image, read from its archive. */
  public Image read(Inspector inspector) {
    try {
      return ImageArchive.read(tag, new ByteArrayInputStream(saved()), null, inspector);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code docker save} of Docker 20.10 writes: the manifest comes last. */
  public byte[] saved() {
    LayerFixture archive = new LayerFixture();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      String name = String.format("%02d%s/layer.tar", i, hex(layers.get(i)));
      archive.file("/" + name, layers.get(i));
      names.add(name);
    }
    byte[] document = configuration();
    archive.file("/" + hex(document) + ".json", document);
    archive.file(
        "/manifest.json",
        json(
            List.of(
                Map.of(
                    "Config",
                    hex(document) + ".json",
                    "RepoTags",
                    List.of(tag),
                    "Layers",
                    names))));
    return archive.bytes();
  }

  /** The layers, lowest first. */
  public List<byte[]> layers() {
    return List.copyOf(layers);
  }

  /** The configuration document. */
  public byte[] configuration() {
    Map<String, Object> own = new LinkedHashMap<>(config);
    own.put("Env", env);
    List<String> diffIds = layers.stream().map(layer -> "sha256:" + hex(layer)).toList();
    return json(
        Map.of(
            "architecture",
            architecture,
            "os",
            "linux",
            "created",
            "2026-01-01T00:00:00Z",
            "config",
            own,
            "rootfs",
            Map.of("type", "layers", "diff_ids", diffIds),
            "history",
            history));
  }

  /** The SHA-256 of bytes. */
  public static String hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A document as JSON. */
  public static byte[] json(Object document) {
    try {
      return SORTED.writeValueAsBytes(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of one layer. */
  public static final class LayerFixture {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    /** An empty layer. */
    public LayerFixture() {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** Adds a text file. */
    public LayerFixture file(String path, String text) {
      return file(path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Adds a file. */
    public LayerFixture file(String path, byte[] content) {
      return file(path, 0644, content);
    }

    /** Adds a file with permissions. */
    public LayerFixture file(String path, int mode, byte[] content) {
      TarArchiveEntry entry = new TarArchiveEntry(path.substring(1));
      entry.setSize(content.length);
      entry.setMode(0100000 | mode);
      return put(entry, content);
    }

    /** Adds a program. */
    public LayerFixture program(String path, String text) {
      return file(path, 0755, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Adds a folder. */
    public LayerFixture folder(String path) {
      TarArchiveEntry entry = new TarArchiveEntry(path.substring(1) + "/");
      entry.setMode(040755);
      return put(entry, new byte[0]);
    }

    /** Adds a symbolic link. */
    public LayerFixture symlink(String path, String target) {
      TarArchiveEntry entry = new TarArchiveEntry(path.substring(1), TarArchiveEntry.LF_SYMLINK);
      entry.setLinkName(target);
      return put(entry, new byte[0]);
    }

    /** Adds another name of a file. */
    public LayerFixture hardLink(String path, String target) {
      TarArchiveEntry entry = new TarArchiveEntry(path.substring(1), TarArchiveEntry.LF_LINK);
      entry.setLinkName(target.substring(1));
      return put(entry, new byte[0]);
    }

    /** Removes a path of the layers below. */
    public LayerFixture whiteout(String path) {
      int slash = path.lastIndexOf('/');
      return file(path.substring(0, slash) + "/.wh." + path.substring(slash + 1), new byte[0]);
    }

    /** Hides what the layers below have in a folder. */
    public LayerFixture opaque(String folder) {
      return file(folder + "/.wh..wh..opq", new byte[0]);
    }

    /** Adds an entry as it is, but for its time: the same layer has the same digest each time. */
    public LayerFixture put(TarArchiveEntry entry, byte[] content) {
      try {
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The tar. */
    public byte[] bytes() {
      try {
        tar.close();
        return bytes.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
