package io.github.jbuild.engine.buildkit;

import io.github.jbuild.buildkit.Worker;
import java.util.Optional;

/**
 * Where a BuildKit keeps images, which decides what its exporters can do.
 *
 * @param features what it supports
 * @param worker what builds there
 */
record BuildKitStore(BuildKitFeatures features, Worker worker) {

  /** Whether images lie in a graph driver: no manifests, no archives, no cache but inline. */
  boolean isGraphDriver() {
    return !features.standalone() && !worker.hasImageStore();
  }

  /** What {@code host-gateway} stands for. */
  Optional<String> hostGateway() {
    return worker.hostGateway();
  }

  /** Its name in messages. */
  String name() {
    if (features.standalone()) {
      return "buildkitd";
    }
    return isGraphDriver() ? "an engine without the containerd image store" : "this engine";
  }
}
