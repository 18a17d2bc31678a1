package io.github.jbuild.image;

import io.github.jbuild.core.Digest;
import java.util.List;

/**
 * An image, read whole.
 *
 * @param name what the user called it
 * @param id the image ID, the digest of its configuration
 * @param config its configuration
 * @param layers its layers, lowest first
 * @param files its file system
 */
public record Image(
    String name, Digest id, ImageConfig config, List<Layer> layers, FileTree files) {

  public Image {
    layers = List.copyOf(layers);
  }

  /** An image of these layers. */
  public static Image of(String name, Digest id, ImageConfig config, List<Layer> layers) {
    return new Image(name, id, config, layers, FileTree.over(layers));
  }

  /** Bytes of the regular files of each layer; engines say a little more. */
  public long bytes() {
    return layers.stream().mapToLong(Layer::fileBytes).sum();
  }
}
