package io.github.jbuild.engine.builder;

import io.github.jbuild.build.ContainerEngine.Image;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.failure.BuildPlace;
import io.github.jbuild.engine.failure.EngineFailures;
import java.util.Optional;
import java.util.function.Function;

/**
 * Failures of the engine, and whether its own images explain them. Looks whether the engine has a
 * base that no registry gave it. Docker from 23, Podman and BuildKit pass over a local image of
 * another platform and ask the registry, so they report only its refusal.
 *
 * @param images finds an image of the engine's own
 * @param used whether the builder takes bases from there
 */
public record LocalBases(
    Function<String, Optional<Image>> images, EngineFailures failures, boolean used) {

  /** The failure in other words if the engine has the base, but for another platform. */
  public JbuildException explain(JbuildException error, BuildPlace at, Platform wanted) {
    String base = at.base();
    if (!used || base == null || error.kind() != Kind.NETWORK) {
      return error;
    }
    return images
        .apply(base)
        .map(Image::platform)
        .filter(actual -> !actual.equals(wanted))
        .map(
            actual ->
                failures
                    .otherPlatform("base image " + base, wanted, actual)
                    .details(error.details()))
        .orElse(error);
  }
}
