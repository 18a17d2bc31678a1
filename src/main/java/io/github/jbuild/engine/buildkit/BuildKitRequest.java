package io.github.jbuild.engine.buildkit;

import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.build.StepSettings;
import io.github.jbuild.buildkit.DockerfileFrontend;
import io.github.jbuild.buildkit.SolveSpec;
import io.github.jbuild.buildkit.content.LocalCaches;

/** A request in BuildKit's words. */
final class BuildKitRequest {

  private BuildKitRequest() {}

  static SolveSpec of(
      Request request, BuildKitStore store, LocalCaches caches, BuildKitOutputs outputs) {
    BuildSettings settings = request.settings();
    DockerfileFrontend frontend =
        new DockerfileFrontend()
            .filename(request.dockerfile())
            .platform(request.platform().toString())
            .imageResolveMode(mode(settings, store));
    settings.buildArgs().forEach(frontend::buildArg);
    settings.labels().forEach(frontend::label);
    Long epoch = settings.sourceDateEpochOrNull();
    if (epoch != null) {
      frontend.buildArg("SOURCE_DATE_EPOCH", epoch.toString());
    }
    if (settings.targetOrNull() != null) {
      frontend.target(settings.targetOrNull());
    }
    if (settings.caching().none()) {
      frontend.noCache();
    } else if (!settings.caching().noneFor().isEmpty()) {
      frontend.noCache(settings.caching().noneFor().toArray(String[]::new));
    }
    steps(frontend, settings.steps(), store);
    SolveSpec.Builder spec = SolveSpec.of(frontend);
    caches.from().forEach(cache -> spec.cacheFrom(cache.type(), cache.attributes()));
    caches.to().forEach(cache -> spec.cacheTo(cache.type(), cache.attributes()));
    outputs.addTo(spec);
    return spec.build();
  }

  /**
   * Bases that are in the engine's store win unless {@code --pull} is given, as with docker. A
   * buildkitd has no store.
   */
  private static String mode(BuildSettings settings, BuildKitStore store) {
    if (settings.pull()) {
      return "pull";
    }
    return store.features().standalone() ? "default" : "local";
  }

  private static void steps(DockerfileFrontend frontend, StepSettings steps, BuildKitStore store) {
    String network = steps.networkOrNull();
    if (network != null && !network.equals("default")) {
      frontend.network(network);
    }
    if (steps.shmBytes() > 0) {
      frontend.shmSize(steps.shmBytes());
    }
    steps.ulimits().forEach(limit -> frontend.ulimit(limit.name(), limit.soft(), limit.hard()));
    steps
        .hosts()
        .forEach(
            (name, address) ->
                frontend.addHost(
                    name,
                    address.equals("host-gateway") ? store.hostGateway().orElseThrow() : address));
  }
}
