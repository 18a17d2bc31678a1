package io.github.jbuild.image.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Platform;
import io.github.jbuild.core.Sha256;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.MalformedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the image in an OCI layout (OCI image specification, "Image Layout"): from {@code
 * index.json} through nested indexes to the manifest for linux/arm64, or the only one.
 */
final class OciManifests {

  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final String CONTAINERD_NAME = "io.containerd.image.name";

  /** Marks a manifest that is not an image but describes one (BuildKit, "Attestation storage"). */
  private static final String REFERENCE_TYPE = "vnd.docker.reference.type";

  private static final int MAX_DEPTH = 8;

  /** Gives the bytes of a document of the layout by its path; null when it is not there. */
  @FunctionalInterface
  interface Documents {
    byte @Nullable [] get(String path) throws IOException;
  }

  /** Gives a layer of the layout by its path. */
  @FunctionalInterface
  interface Layers {
    LayerContent get(String path) throws IOException;
  }

  private final String name;
  private final Documents documents;
  private final Layers layers;

  private OciManifests(String name, Documents documents, Layers layers) {
    this.name = name;
    this.documents = documents;
    this.layers = layers;
  }

  static Image in(String name, Documents documents, Layers layers, @Nullable String tag)
      throws IOException {
    byte[] index = documents.get("index.json");
    if (index == null) {
      throw new MalformedImage("it has neither manifest.json nor index.json");
    }
    OciManifests layout = new OciManifests(name, documents, layers);
    return layout.image(layout.choose(ArchiveBlobs.json("index.json", index), tag), 0);
  }

  /** The requested row of {@code index.json}. */
  private JsonNode choose(JsonNode index, @Nullable String tag) {
    List<JsonNode> wanted = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (JsonNode row : images(index)) {
      JsonNode annotations = row.path("annotations");
      String full = annotations.path(CONTAINERD_NAME).asText();
      String own = annotations.path(REF_NAME).asText();
      if (tag == null || tag.equals(own) || ImageArchive.sameTag(full, tag)) {
        wanted.add(row);
      }
      names.add(full.isEmpty() ? own : full);
    }
    JsonNode only = onlyOrForJetson(wanted);
    if (only == null) {
      throw ImageProblems.choose(name, names, tag);
    }
    return only;
  }

  private Image image(JsonNode descriptor, int depth) throws IOException {
    String digest = descriptor.path("digest").asText();
    JsonNode manifest = ArchiveBlobs.json(digest, blob(digest));
    if (!manifest.path("manifests").isArray()) {
      return assemble(manifest);
    }
    List<JsonNode> rows = images(manifest);
    JsonNode chosen = depth == MAX_DEPTH ? null : onlyOrForJetson(rows);
    if (chosen == null) {
      throw new MalformedImage(
          String.format(
              "%s has no image for %s, only %s",
              digest,
              Platform.LINUX_ARM64,
              rows.stream()
                  .map(row -> MalformedImage.shown(platform(row).toString()))
                  .collect(Collectors.joining(", "))));
    }
    return image(chosen, depth + 1);
  }

  private Image assemble(JsonNode manifest) throws IOException {
    byte[] config = blob(manifest.path("config").path("digest").asText());
    List<LayerContent> read = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      read.add(layers.get(path(layer.path("digest").asText())));
    }
    return ImageParts.assemble(name, config, read);
  }

  private byte[] blob(String digest) throws IOException {
    byte[] bytes = documents.get(path(digest));
    if (bytes == null) {
      throw new MalformedImage("the blob " + digest + " is missing");
    }
    if (!Sha256.of(bytes).toString().equals(digest)) {
      throw MalformedImage.mismatch("the blob " + digest + " has different content");
    }
    return bytes;
  }

  private static String path(String digest) throws MalformedImage {
    Digest parsed = ConfigReader.digest(digest);
    return "blobs/sha256/" + parsed.hex();
  }

  /** The rows that are images. */
  private static List<JsonNode> images(JsonNode index) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode row : index.path("manifests")) {
      if (row.path("annotations").path(REFERENCE_TYPE).isMissingNode()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static @Nullable JsonNode onlyOrForJetson(List<JsonNode> rows) {
    JsonNode only = only(rows);
    return only != null
        ? only
        : only(rows.stream().filter(row -> platform(row).equals(Platform.LINUX_ARM64)).toList());
  }

  /** The one image that several names may stand for. */
  private static @Nullable JsonNode only(List<JsonNode> rows) {
    Map<String, JsonNode> byDigest = new LinkedHashMap<>();
    rows.forEach(row -> byDigest.putIfAbsent(row.path("digest").asText(), row));
    return byDigest.size() == 1 ? rows.get(0) : null;
  }

  private static Platform platform(JsonNode row) {
    JsonNode platform = row.path("platform");
    return new Platform(platform.path("os").asText(), platform.path("architecture").asText());
  }
}
