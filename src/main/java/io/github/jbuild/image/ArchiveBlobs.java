package io.github.jbuild.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of an archive with an image, by name. The manifest, which says what each of them is,
 * may come last; so each is taken for what it looks like, a document or a layer.
 */
final class ArchiveBlobs {

  private static final int MAX_DOCUMENT = 16 << 20;
  private static final long MAX_DOCUMENTS = 64L << 20;
  private static final int MAX_FILES = 100_000;
  private static final int TAR_MAGIC = 257;

  private final Map<String, byte[]> documents = new HashMap<>();
  private final Map<String, LayerContent> layers = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private long documentBytes;

  /** Reads an archive to its end. */
  static ArchiveBlobs read(InputStream archive, Inspector inspector) throws IOException {
    ArchiveBlobs blobs = new ArchiveBlobs();
    TarGuard guard = new TarGuard(archive);
    TarArchiveInputStream in = new TarArchiveInputStream(guard, "UTF-8");
    int files = 0;
    try {
      for (guard.header(); ; guard.header()) {
        TarArchiveEntry header = in.getNextEntry();
        if (header == null) {
          break;
        }
        guard.content();
        if (++files > MAX_FILES) {
          throw new MalformedImage("more than " + MAX_FILES + " files");
        }
        blobs.add(header, in, inspector);
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedImage("not a tar archive: " + e.getMessage());
    }
    return blobs;
  }

  /** A document, if there is one of this name. */
  Optional<JsonNode> document(String name) throws MalformedImage {
    byte[] bytes = documents.get(name);
    return bytes == null ? Optional.empty() : Optional.of(json(name, bytes));
  }

  /** The bytes of a document. */
  Optional<byte[]> bytes(String name) {
    return Optional.ofNullable(documents.get(name));
  }

  /** A layer; a copy when it has been asked for before. */
  LayerContent layer(String name) throws MalformedImage {
    String file = links.getOrDefault(name, name);
    LayerContent layer = layers.get(file);
    if (layer == null) {
      throw new MalformedImage("the layer " + name + " is missing");
    }
    return used.add(file) ? layer : layer.copy();
  }

  /** Reads a document. */
  static JsonNode json(String name, byte[] bytes) throws MalformedImage {
    try {
      return new ObjectMapper().readTree(bytes);
    } catch (IOException e) {
      throw new MalformedImage(name + " is not JSON: " + e.getMessage());
    }
  }

  private void add(TarArchiveEntry header, InputStream in, Inspector inspector) throws IOException {
    String name = header.getName();
    if (header.isSymbolicLink() || header.isLink()) {
      // docker save writes a layer once and links to it: "../<id>/layer.tar".
      links.put(name, header.isLink() ? header.getLinkName() : beside(name, header.getLinkName()));
      return;
    }
    if (!header.isFile() || header.isSparse()) {
      return;
    }
    BufferedInputStream content = new BufferedInputStream(in, 1 << 16);
    if (isDocument(header.getSize(), content)) {
      documentBytes += header.getSize();
      if (documentBytes > MAX_DOCUMENTS) {
        throw new MalformedImage("its documents are larger than " + MAX_DOCUMENTS + " bytes");
      }
      documents.put(name, content.readAllBytes());
    } else if (header.getSize() >= 512) {
      try {
        layers.put(name, LayerReader.read(Compression.open(content), inspector));
      } catch (MalformedImage e) {
        throw new MalformedImage(name + ": " + e.getMessage());
      }
    }
  }

  private static boolean isDocument(long size, BufferedInputStream content) throws IOException {
    byte[] head = Compression.peek(content, 512);
    boolean brace = head.length > 0 && (head[0] == '{' || head[0] == '[');
    return brace && size <= MAX_DOCUMENT && !isTar(head);
  }

  private static boolean isTar(byte[] head) {
    return head.length > TAR_MAGIC + 4
        && new String(head, TAR_MAGIC, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  private static String beside(String name, @Nullable String target) {
    return Path.of(name).resolveSibling(String.valueOf(target)).normalize().toString();
  }
}
