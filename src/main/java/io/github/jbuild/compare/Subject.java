package io.github.jbuild.compare;

import io.github.jbuild.image.Image;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something to compare: an image, or the place of one that is not there.
 *
 * @param name what the user calls it
 * @param imageOrNull the image; null when it is not built
 * @param reason why there is no image, such as {@code no image jbuild-jetpack:latest}; empty when
 *     there is one
 */
public record Subject(String name, @Nullable Image imageOrNull, String reason) {

  public Subject {
    if ((imageOrNull == null) == reason.isEmpty()) {
      throw new IllegalArgumentException("either an image or a reason why there is none");
    }
  }

  /** An image. */
  public static Subject built(String name, Image image) {
    return new Subject(name, image, "");
  }

  /** The place of an image that is not there. */
  public static Subject notBuilt(String name, String reason) {
    return new Subject(name, null, reason);
  }

  /** The image, if it is built. */
  public Optional<Image> image() {
    return Optional.ofNullable(imageOrNull);
  }
}
