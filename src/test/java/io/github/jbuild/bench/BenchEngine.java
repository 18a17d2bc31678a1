package io.github.jbuild.bench;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.EngineConnector;
import io.github.jbuild.engine.EngineLocator;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends contexts to an engine as {@code jbuild build} does. */
final class BenchEngine implements AutoCloseable {

  private final ContainerEngine engine;

  /** Connects the engine that the environment names. */
  BenchEngine(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    engine =
        new EngineConnector(new EngineLocator(environment, home), InstantSource.system())
            .connect(null);
  }

  /** Name, version and API version of the engine. */
  String description() {
    ContainerEngine.Info info = engine.info();
    return info.name() + " " + info.version() + ", API " + info.apiVersion();
  }

  /** Builds and returns the image's ID. */
  String build(String dockerfile, ContainerEngine.ContextWriter context) {
    return engine.build(
        new ContainerEngine.Request(
            context,
            dockerfile,
            Platform.LINUX_ARM64,
            Map.of(),
            Map.of(),
            null,
            true,
            false,
            List.of(),
            null,
            Set.of()),
        status -> {});
  }

  @Override
  public void close() {
    engine.close();
  }
}
