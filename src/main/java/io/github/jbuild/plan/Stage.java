package io.github.jbuild.plan;

import io.github.jbuild.core.ImageRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stage of the build.
 *
 * @param name its name in the Dockerfile
 * @param from what it starts from
 * @param why what it is for, in one line
 * @param origin the field that names what it starts from
 * @param steps its steps in order
 */
public record Stage(String name, From from, String why, Origin origin, List<Step> steps) {

  public Stage {
    steps = List.copyOf(steps);
  }

  /** What a stage starts from: an image or an earlier stage. */
  public record From(@Nullable ImageRef imageOrNull, @Nullable String stageOrNull) {

    public static From image(ImageRef image) {
      return new From(image, null);
    }

    public static From stage(String name) {
      return new From(null, name);
    }

    /** The image, if it is one. */
    public Optional<ImageRef> image() {
      return Optional.ofNullable(imageOrNull);
    }

    /** The stage, if it is one. */
    public Optional<String> stage() {
      return Optional.ofNullable(stageOrNull);
    }

    @Override
    public String toString() {
      return imageOrNull == null ? String.valueOf(stageOrNull) : imageOrNull.toString();
    }
  }
}
