package io.github.jbuild.build;

import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finished and tagged image.
 *
 * @param job what was built
 * @param imageOrNull the image as the engine knows it; null when the result went elsewhere
 * @param pushed the tags that were pushed
 * @param steps what each step took, in their order
 * @param took wall time, from the engine's check to the last tag
 */
public record BuildResult(
    BuildJob job,
    ContainerEngine.@Nullable Image imageOrNull,
    List<Pushed> pushed,
    List<StepTime> steps,
    Duration took) {

  public BuildResult {
    pushed = List.copyOf(pushed);
    steps = List.copyOf(steps);
  }

  /** The image, where it is in the engine. */
  public Optional<ContainerEngine.Image> image() {
    return Optional.ofNullable(imageOrNull);
  }

  /** A tag in its registry, and the digest of the manifest behind it. */
  public record Pushed(ImageRef tag, Digest digest) {}

  /** What a step took, and whether its result came from the cache. */
  public record StepTime(StepRef step, boolean cached, Duration took) {}
}
