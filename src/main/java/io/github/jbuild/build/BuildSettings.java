package io.github.jbuild.build;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.Ordered;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user asks of the engine beyond the profile; the same for every profile of a run.
 *
 * @param buildArgs build arguments
 * @param labels labels added to the image
 * @param targetOrNull stage to stop at
 * @param noCache do not use cached steps
 * @param pull ask registries for newer base images
 * @param cacheFrom images whose layers may serve as cache
 * @param networkOrNull network mode of RUN steps
 */
public record BuildSettings(
    Map<String, String> buildArgs,
    Map<String, String> labels,
    @Nullable String targetOrNull,
    boolean noCache,
    boolean pull,
    List<ImageRef> cacheFrom,
    @Nullable String networkOrNull) {

  /** Nothing asked for. */
  public static final BuildSettings DEFAULTS =
      new BuildSettings(Map.of(), Map.of(), null, false, false, List.of(), null);

  public BuildSettings {
    buildArgs = Ordered.copyOf(buildArgs);
    labels = Ordered.copyOf(labels);
    cacheFrom = List.copyOf(cacheFrom);
  }
}
