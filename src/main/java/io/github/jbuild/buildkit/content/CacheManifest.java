package io.github.jbuild.buildkit.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * What a cache consists of: an image index or, from newer BuildKits, an image manifest, whose
 * entries are the layers and a description of the steps that made them.
 */
final class CacheManifest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Bytes; a cache of ten thousand layers has fewer. */
  private static final long LARGEST = 16 << 20;

  private CacheManifest() {}

  /**
   * Rejects a cache that a build would fail on later: one whose manifest has other content than its
   * name says, or that lacks blobs. Their content is the engine's to check.
   *
   * @throws JbuildException {@code MISMATCH} if it is damaged
   */
  static void check(ContentFolder folder, Blob manifest) throws IOException {
    byte[] bytes = bytes(folder, manifest);
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw CacheProblems.damaged(folder.path(), manifest.digest() + " is not valid JSON");
    }
    for (String list : new String[] {"manifests", "layers"}) {
      for (JsonNode entry : root.path(list)) {
        check(folder, entry);
      }
    }
    if (root.has("config")) {
      check(folder, root.path("config"));
    }
  }

  private static void check(ContentFolder folder, JsonNode descriptor) throws IOException {
    String name = descriptor.path("digest").asText();
    Optional<Digest> digest = ContentFolder.digest(name);
    Optional<Blob> blob = digest.isPresent() ? folder.find(digest.get()) : Optional.empty();
    if (blob.isEmpty()) {
      throw CacheProblems.damaged(folder.path(), "the blob " + name + " is missing");
    }
    long size = descriptor.path("size").asLong();
    if (blob.get().size() != size) {
      throw CacheProblems.damaged(
          folder.path(),
          "the blob %s has %d bytes instead of %d".formatted(name, blob.get().size(), size));
    }
  }

  private static byte[] bytes(ContentFolder folder, Blob manifest) throws IOException {
    if (manifest.size() > LARGEST) {
      throw CacheProblems.damaged(folder.path(), manifest.digest() + " is too large");
    }
    byte[] bytes = Files.readAllBytes(manifest.file());
    String hex = Sha256.of(bytes).hex();
    if (!hex.equals(manifest.digest().hex())) {
      throw CacheProblems.damaged(
          folder.path(), "the blob " + manifest.digest() + " has different content");
    }
    return bytes;
  }
}
