package io.github.jbuild.buildkit.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.JbuildException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The {@code index.json} of an OCI layout, whose entries have a tag in {@code
 * org.opencontainers.image.ref.name} (OCI image specification, "Annotations").
 */
final class LayoutIndex {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TAG = "org.opencontainers.image.ref.name";
  // containerd gives images a second name; caches have none.
  private static final String IMAGE = "io.containerd.image.name";

  private final Path folder;
  private final Path file;

  LayoutIndex(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("index.json");
  }

  /**
   * The entry of a tag; empty where there is none, and no index.
   *
   * @throws JbuildException if the index is damaged
   */
  Optional<Digest> find(String tag) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    for (String annotation : new String[] {IMAGE, TAG}) {
      for (JsonNode entry : entries(read())) {
        if (entry.path("annotations").path(annotation).asText().equals(tag)) {
          String digest = entry.path("digest").asText();
          return Optional.of(
              ContentFolder.digest(digest)
                  .orElseThrow(
                      () ->
                          CacheProblems.damaged(
                              folder, "index.json names the digest \"" + digest + '"')));
        }
      }
    }
    return Optional.empty();
  }

  /** Makes {@code descriptor} the entry of a tag; other tags stay. Builds may do so at once. */
  void put(String tag, ObjectNode descriptor) throws IOException {
    ObjectNode entry = descriptor.deepCopy();
    entry.withObjectProperty("annotations").put(TAG, tag);
    synchronized (LayoutIndex.class) {
      Path ingest = Files.createDirectories(folder.resolve("ingest"));
      try (FileChannel channel =
              FileChannel.open(
                  ingest.resolve("index.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        ObjectNode index = Files.exists(file) ? read() : JSON.createObjectNode();
        index.put("schemaVersion", 2);
        index.put("mediaType", "application/vnd.oci.image.index.v1+json");
        ArrayNode kept = JSON.createArrayNode();
        for (JsonNode old : entries(index)) {
          JsonNode annotations = old.path("annotations");
          if (annotations.has(IMAGE) || !annotations.path(TAG).asText().equals(tag)) {
            kept.add(old);
          }
        }
        index.set("manifests", kept.add(entry));
        replace(
            folder.resolve("oci-layout"),
            JSON.createObjectNode().put("imageLayoutVersion", "1.0.0"));
        replace(file, index);
        lock.release();
      }
    }
  }

  private void replace(Path target, ObjectNode content) throws IOException {
    Path part = Files.createTempFile(folder.resolve("ingest"), "", ".part");
    try {
      Files.write(part, JSON.writeValueAsBytes(content));
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private ObjectNode read() throws IOException {
    try {
      if (JSON.readTree(file.toFile()) instanceof ObjectNode index) {
        return index;
      }
    } catch (JsonProcessingException e) {
      throw CacheProblems.damaged(
          folder, "index.json is not valid JSON: " + e.getOriginalMessage());
    }
    throw CacheProblems.damaged(folder, "index.json is not a JSON object");
  }

  private static Iterable<JsonNode> entries(ObjectNode index) {
    return index.path("manifests");
  }
}
