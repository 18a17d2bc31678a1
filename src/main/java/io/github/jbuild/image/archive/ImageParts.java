package io.github.jbuild.image.archive;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Sha256;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.ImageConfig;
import io.github.jbuild.image.Layer;
import io.github.jbuild.image.MalformedImage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Puts an image together from its configuration and its layers. */
final class ImageParts {

  private ImageParts() {}

  /**
   * The image.
   *
   * @param config the bytes of the configuration document
   * @param layers the layers, lowest first
   * @throws MalformedImage if they do not belong together
   */
  static Image assemble(String name, byte[] config, List<LayerContent> layers)
      throws MalformedImage {
    ImageConfig read = ConfigReader.read(ArchiveBlobs.json("the configuration", config));
    if (read.diffIds().size() != layers.size()) {
      throw new MalformedImage(
          "the configuration lists "
              + read.diffIds().size()
              + " layers, the manifest "
              + layers.size());
    }
    Iterator<String> createdBy =
        read.history().stream()
            .filter(row -> !row.empty())
            .map(ImageConfig.History::createdBy)
            .iterator();
    List<Layer> placed = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Digest wanted = read.diffIds().get(i);
      if (!layers.get(i).diffId().equals(wanted)) {
        throw MalformedImage.mismatch(
            "layer "
                + (i + 1)
                + " is "
                + layers.get(i).diffId()
                + ", but its configuration says "
                + wanted);
      }
      placed.add(layers.get(i).at(i, createdBy.hasNext() ? createdBy.next() : ""));
    }
    return Image.of(name, Sha256.of(config), read, placed);
  }
}
