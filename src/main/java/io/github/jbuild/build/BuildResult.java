package io.github.jbuild.build;

import io.github.jbuild.core.BuildEvent.StepRef;
import java.time.Duration;
import java.util.List;

/**
 * A finished and tagged image.
 *
 * @param job what was built
 * @param image the image as the engine knows it
 * @param steps what each step took, in their order
 * @param took wall time, from the engine's check to the last tag
 */
public record BuildResult(
    BuildJob job, ContainerEngine.Image image, List<StepTime> steps, Duration took) {

  public BuildResult {
    steps = List.copyOf(steps);
  }

  /** What a step took, and whether its result came from the cache. */
  public record StepTime(StepRef step, boolean cached, Duration took) {}
}
