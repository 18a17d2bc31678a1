package io.github.jbuild.engine.buildkit;

import io.github.jbuild.engine.connect.ApiVersion;

/**
 * Whose BuildKit it is.
 *
 * @param standalone whether it is a buildkitd, which has no images of its own
 * @param api the API version of the engine
 */
public record BuildKitPlace(boolean standalone, ApiVersion api) {

  /** Docker 23.0, with BuildKit 0.10: named contexts, heredocs, error details. */
  private static final ApiVersion DOCKER_23 = new ApiVersion(1, 42);

  /** Docker 24.0, with BuildKit 0.11: SOURCE_DATE_EPOCH, provenance. */
  private static final ApiVersion DOCKER_24 = new ApiVersion(1, 43);

  /** Docker 26.0, with BuildKit 0.13: several exporters. */
  private static final ApiVersion DOCKER_26 = new ApiVersion(1, 45);

  /** Whether it is at least BuildKit 0.10; a buildkitd is taken for a new one. */
  boolean isTen() {
    return standalone || api.compareTo(DOCKER_23) >= 0;
  }

  /** Whether it is at least BuildKit 0.11. */
  boolean isEleven() {
    return standalone || api.compareTo(DOCKER_24) >= 0;
  }

  /** Whether it is at least BuildKit 0.13. */
  boolean isThirteen() {
    return standalone || api.compareTo(DOCKER_26) >= 0;
  }
}
