package io.github.jbuild.image.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.ImageStore;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.MalformedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an image from a tar stream: what {@code docker save} writes, of old engines (a folder a
 * layer) and new ones (an OCI layout with a {@code manifest.json}), and archives of OCI layouts.
 * The stream is read once; of the files in it only what an {@link Inspector} saw is kept.
 */
public final class ImageArchive {

  private static final int BUFFER = 1 << 18;

  private ImageArchive() {}

  /**
   * Reads an image.
   *
   * @param name what the user calls it, for messages
   * @param stream the archive, gzip and zstd compressed or not
   * @param tagOrNull which image, when the archive may hold several
   * @throws JbuildException {@code INVALID_INPUT} if it is not an image, holds several and none is
   *     chosen, or holds what no layer may hold; {@code MISMATCH} if a layer is not the one that
   *     the configuration names
   * @throws IOException what reading the stream threw
   */
  public static Image read(
      String name, InputStream stream, @Nullable String tagOrNull, Inspector inspector)
      throws IOException {
    return read(name, stream, tar -> image(name, ArchiveBlobs.read(tar, inspector), tagOrNull));
  }

  /**
   * Reads the files of a container, as {@code docker export} writes them: an image of one layer.
   *
   * @param name what the user calls it, for messages
   * @param container what it was started with
   * @throws JbuildException {@code INVALID_INPUT} if the stream holds what no layer may hold
   * @throws IOException what reading the stream threw
   */
  public static Image readExported(
      String name, InputStream stream, ImageStore.Container container, Inspector inspector)
      throws IOException {
    return read(
        name,
        stream,
        tar ->
            Image.of(
                name,
                new Digest(container.id()),
                container.config(),
                List.of(LayerReader.read(tar, inspector).at(0, "docker export"))));
  }

  @FunctionalInterface
  private interface Content {
    Image in(InputStream tar) throws IOException;
  }

  private static Image read(String name, InputStream stream, Content content) throws IOException {
    FailureTrackingInput source = new FailureTrackingInput(stream);
    try (InputStream tar =
        new ReadAhead(Compression.open(new BufferedInputStream(source, BUFFER)))) {
      return content.in(tar);
    } catch (MalformedImage e) {
      throw ImageProblems.malformed(name, e);
    } catch (IOException e) {
      if (source.failed()) {
        throw e;
      }
      throw ImageProblems.malformed(
          name, new MalformedImage(MalformedImage.shown(String.valueOf(e.getMessage()))));
    } finally {
      source.close();
    }
  }

  private static Image image(String name, ArchiveBlobs blobs, @Nullable String tag)
      throws IOException {
    JsonNode manifests = blobs.document("manifest.json").orElse(null);
    if (manifests == null) {
      return OciManifests.in(name, path -> blobs.bytes(path).orElse(null), blobs::layer, tag);
    }
    List<String> names = new ArrayList<>();
    for (JsonNode manifest : manifests) {
      List<String> tags = new ArrayList<>();
      manifest.path("RepoTags").forEach(repoTag -> tags.add(repoTag.asText()));
      if (tag == null ? manifests.size() == 1 : tags.stream().anyMatch(t -> sameTag(t, tag))) {
        return image(name, blobs, manifest);
      }
      names.addAll(tags);
    }
    throw ImageProblems.choose(name, names, tag);
  }

  private static Image image(String name, ArchiveBlobs blobs, JsonNode manifest)
      throws IOException {
    String config = manifest.path("Config").asText();
    List<LayerContent> layers = new ArrayList<>();
    for (JsonNode layer : manifest.path("Layers")) {
      layers.add(blobs.layer(layer.asText()));
    }
    byte[] document =
        blobs
            .bytes(config)
            .orElseThrow(
                () ->
                    new MalformedImage(
                        "the configuration \"" + MalformedImage.shown(config) + "\" is missing"));
    return ImageParts.assemble(name, document, layers);
  }

  /** Whether two names are one, whether the registry and the tag are written or not. */
  static boolean sameTag(String a, String b) {
    try {
      ImageRef one = ImageRef.parse(a).withDefaultTag();
      ImageRef other = ImageRef.parse(b).withDefaultTag();
      return one.registry().equals(other.registry())
          && one.repository().equals(other.repository())
          && one.tag().equals(other.tag())
          && one.digest().equals(other.digest());
    } catch (IllegalArgumentException e) {
      return a.equals(b);
    }
  }
}
