package io.github.jbuild.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Platform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the image in an OCI layout (OCI image specification, "Image Layout"): from {@code
 * index.json} through nested indexes to the manifest for linux/arm64, or the only one.
 */
final class OciManifests {

  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final String CONTAINERD_NAME = "io.containerd.image.name";
  private static final int MAX_DEPTH = 8;

  /** Gives the bytes of a document of the layout by its path; null when it is not there. */
  @FunctionalInterface
  interface Documents {
    byte @Nullable [] get(String path) throws MalformedImage;
  }

  /** Gives a layer of the layout by its path. */
  @FunctionalInterface
  interface Layers {
    LayerContent get(String path) throws MalformedImage;
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
      throws MalformedImage {
    byte[] index = documents.get("index.json");
    if (index == null) {
      throw new MalformedImage("it has neither manifest.json nor index.json");
    }
    OciManifests layout = new OciManifests(name, documents, layers);
    return layout.image(layout.choose(ArchiveBlobs.json("index.json", index), tag), 0);
  }

  /** The row of {@code index.json} that is asked for. */
  private JsonNode choose(JsonNode index, @Nullable String tag) {
    List<JsonNode> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (JsonNode row : index.path("manifests")) {
      JsonNode annotations = row.path("annotations");
      String full = annotations.path(CONTAINERD_NAME).asText();
      String own = annotations.path(REF_NAME).asText();
      if (tag == null || tag.equals(full) || tag.equals(own) || full.endsWith("/" + tag)) {
        rows.add(row);
      }
      names.add(full.isEmpty() ? own : full);
    }
    if (rows.size() == 1) {
      return rows.get(0);
    }
    List<JsonNode> forJetson = rows.stream().filter(OciManifests::isForJetson).toList();
    if (forJetson.size() == 1) {
      return forJetson.get(0);
    }
    throw ImageProblems.choose(name, names);
  }

  private Image image(JsonNode descriptor, int depth) throws MalformedImage {
    String digest = descriptor.path("digest").asText();
    JsonNode manifest = ArchiveBlobs.json(digest, blob(digest));
    if (!manifest.path("manifests").isArray()) {
      List<LayerContent> read = new ArrayList<>();
      for (JsonNode layer : manifest.path("layers")) {
        read.add(layers.get(path(layer.path("digest").asText())));
      }
      return ImageParts.assemble(name, blob(manifest.path("config").path("digest").asText()), read);
    }
    JsonNode chosen = null;
    for (JsonNode row : manifest.path("manifests")) {
      boolean only = manifest.path("manifests").size() == 1;
      if (chosen == null && (only || isForJetson(row))) {
        chosen = row;
      }
    }
    if (chosen == null || depth == MAX_DEPTH) {
      throw new MalformedImage(digest + " names no image for " + Platform.LINUX_ARM64);
    }
    return image(chosen, depth + 1);
  }

  private byte[] blob(String digest) throws MalformedImage {
    byte[] bytes = documents.get(path(digest));
    if (bytes == null) {
      throw new MalformedImage("the blob " + digest + " is missing");
    }
    if (!Sha256.of(bytes).toString().equals(digest)) {
      throw new MalformedImage("the blob " + digest + " has another content");
    }
    return bytes;
  }

  private static String path(String digest) throws MalformedImage {
    Digest parsed = ConfigReader.digest(digest);
    return "blobs/sha256/" + parsed.hex();
  }

  private static boolean isForJetson(JsonNode row) {
    JsonNode platform = row.path("platform");
    return platform.path("os").asText().equals(Platform.LINUX_ARM64.os())
        && platform.path("architecture").asText().equals(Platform.LINUX_ARM64.architecture());
  }
}
