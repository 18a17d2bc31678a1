package io.github.jbuild.image.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.core.Digest;
import io.github.jbuild.image.EntryPath;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.MalformedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * The files of an archive with an image, by name. The manifest, which says what each of them is,
 * may come last; so each is taken for what it looks like, a document or a layer.
 */
final class ArchiveBlobs {

  /**
   * What the OCI distribution specification ("Pushing Manifests") has registries take at least.
   * Larger documents are not those of the image but, for example, lists of what is in it.
   */
  static final int MAX_DOCUMENT = 4 << 20;

  private static final long MAX_DOCUMENTS = 32L << 20;
  private static final int MAX_FILES = 10_000;
  private static final int TAR_MAGIC = 257;
  private static final String BLOBS = "/blobs/sha256/";

  private final Map<String, byte[]> documents = new HashMap<>();
  private final Map<String, LayerContent> layers = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Set<String> passedOver = new HashSet<>();
  private final Set<String> used = new HashSet<>();
  private long documentBytes;

  /** Reads an archive to its end. */
  static ArchiveBlobs read(InputStream archive, Inspector inspector) throws IOException {
    ArchiveBlobs blobs = new ArchiveBlobs();
    TarEntries in = new TarEntries(archive);
    int files = 0;
    for (TarArchiveEntry header = in.next(); header != null; header = in.next()) {
      if (++files > MAX_FILES) {
        throw new MalformedImage("more than " + MAX_FILES + " files");
      }
      blobs.add(header, in.content(), inspector);
    }
    return blobs;
  }

  /** A document, if there is one of this name. */
  Optional<JsonNode> document(String name) throws MalformedImage {
    byte[] bytes = bytes(name).orElse(null);
    return bytes == null ? Optional.empty() : Optional.of(json(name, bytes));
  }

  /** The bytes of a document. */
  Optional<byte[]> bytes(String name) throws MalformedImage {
    String file = key(name);
    if (passedOver.contains(file)) {
      throw new MalformedImage(
          MalformedImage.shown(name) + " is too large for an image manifest or configuration");
    }
    return Optional.ofNullable(documents.get(file));
  }

  /** A layer; a copy if it has been requested before. */
  LayerContent layer(String name) throws MalformedImage {
    String file = links.getOrDefault(key(name), key(name));
    LayerContent layer = layers.get(file);
    if (layer == null) {
      throw new MalformedImage("the layer " + MalformedImage.shown(name) + " is missing");
    }
    return used.add(file) ? layer : layer.copy();
  }

  /** Reads a document. */
  static JsonNode json(String name, byte[] bytes) throws MalformedImage {
    try {
      return new ObjectMapper().readTree(bytes);
    } catch (JsonProcessingException e) {
      throw notJson(name, e.getOriginalMessage());
    } catch (IOException e) {
      throw notJson(name, String.valueOf(e.getMessage()));
    }
  }

  private static MalformedImage notJson(String name, String reason) {
    return new MalformedImage(
        MalformedImage.shown(name) + " is not JSON: " + MalformedImage.shown(reason));
  }

  private void add(TarArchiveEntry header, InputStream in, Inspector inspector) throws IOException {
    String name = key(header.getName());
    FileEntry.Type type = TarEntries.type(header);
    if (type == FileEntry.Type.SYMLINK || type == FileEntry.Type.HARD_LINK) {
      // docker save writes a layer once and links to it: "../<id>/layer.tar".
      boolean beside = type == FileEntry.Type.SYMLINK;
      links.put(name, target(beside ? EntryPath.folder(name) : "/", header.getLinkName()));
    } else if (type == FileEntry.Type.FILE) {
      BufferedInputStream content = new BufferedInputStream(in, 1 << 16);
      file(name, header.getSize(), content, inspector);
    }
  }

  private void file(String name, long size, BufferedInputStream content, Inspector inspector)
      throws IOException {
    byte[] head = Compression.peek(content, 512);
    if (isDocument(head)) {
      documentBytes += Math.min(size, MAX_DOCUMENT);
      if (size > MAX_DOCUMENT || documentBytes > MAX_DOCUMENTS) {
        passedOver.add(name);
      } else {
        documents.put(name, whole(name, size, content));
      }
    } else if (head.length == 512 || Compression.compressed(content)) {
      try {
        layers.put(name, layer(name, content, inspector));
      } catch (MalformedImage e) {
        throw e.in(name.substring(1));
      }
    }
  }

  private static byte[] whole(String name, long size, InputStream content) throws IOException {
    byte[] bytes = content.readAllBytes();
    if (bytes.length != size) {
      throw new MalformedImage("the archive ends within " + MalformedImage.shown(name));
    }
    return bytes;
  }

  /** A layer, whose digest is its name in OCI layouts. */
  private static LayerContent layer(String name, BufferedInputStream content, Inspector inspector)
      throws IOException {
    if (!name.startsWith(BLOBS)) {
      return LayerReader.read(Compression.open(content), inspector);
    }
    LayerContent layer;
    Digest digest;
    if (Compression.compressed(content)) {
      DigestInput blob = new DigestInput(content);
      layer = LayerReader.read(Compression.open(new BufferedInputStream(blob, 1 << 16)), inspector);
      blob.drain();
      digest = blob.digest();
    } else {
      layer = LayerReader.read(content, inspector);
      digest = layer.diffId();
    }
    if (!digest.hex().equals(name.substring(BLOBS.length()))) {
      throw MalformedImage.mismatch("this blob has different content: its digest is " + digest);
    }
    return layer;
  }

  private static boolean isDocument(byte[] head) {
    return head.length > 0 && (head[0] == '{' || head[0] == '[') && !isTar(head);
  }

  private static boolean isTar(byte[] head) {
    return head.length > TAR_MAGIC + 4
        && new String(head, TAR_MAGIC, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  /** What a name stands for, whether it begins with "./", "/" or neither. */
  private static String key(String name) throws MalformedImage {
    return EntryPath.of(name);
  }

  /** The file that a link in a folder of the archive leads to. */
  private static String target(String folder, @Nullable String link) throws MalformedImage {
    String rest = EntryPath.bounded(String.valueOf(link));
    String at = rest.startsWith("/") ? "/" : folder;
    for (; rest.startsWith("../"); rest = rest.substring(3)) {
      at = EntryPath.folder(at);
    }
    return key(at + "/" + rest);
  }
}
