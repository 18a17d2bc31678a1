package io.github.jbuild.engine.buildkit;

import io.github.jbuild.engine.connect.ApiVersion;

/**
 * What a BuildKit supports, by the engine that it is part of.
 *
 * @param standalone whether it is a buildkitd, which has no images of its own
 * @param api the API version of the engine
 */
public record BuildKitFeatures(boolean standalone, ApiVersion api) {

  /** Docker 23.0, with BuildKit 0.10: named contexts, heredocs, error details. */
  private static final ApiVersion DOCKER_23 = new ApiVersion(1, 42);

  /** Docker 24.0, with BuildKit 0.11: SOURCE_DATE_EPOCH, provenance. */
  private static final ApiVersion DOCKER_24 = new ApiVersion(1, 43);

  /** Docker 26.0, with BuildKit 0.13: several exporters. */
  private static final ApiVersion DOCKER_26 = new ApiVersion(1, 45);

  /** Whether limits and the size of /dev/shm reach a step; a buildkitd is taken for a new one. */
  boolean supportsResourceLimits() {
    return standalone || api.compareTo(DOCKER_23) >= 0;
  }

  /** Whether it sets the timestamp of an image. */
  boolean supportsSourceDateEpoch() {
    return standalone || api.compareTo(DOCKER_24) >= 0;
  }

  /** Whether it writes more than one output. */
  boolean supportsSeveralOutputs() {
    return standalone || api.compareTo(DOCKER_26) >= 0;
  }
}
