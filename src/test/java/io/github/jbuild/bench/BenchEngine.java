package io.github.jbuild.bench;

import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.Caching;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.EngineConnector;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EngineLocator;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Sends contexts to an engine as {@code jbuild build} does. */
final class BenchEngine implements AutoCloseable {

  private final ContainerEngine engine;

  /** Connects the engine that the environment names. */
  BenchEngine(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    engine =
        new EngineConnector(new EngineLocator(environment, home), InstantSource.system())
            .connect(new EngineChoice(null, EngineChoice.Mode.CLASSIC, null));
  }

  /** Name, version and API version of the engine. */
  String description() {
    ContainerEngine.Info info = engine.info();
    return info.name() + " " + info.version() + ", API " + info.apiVersion();
  }

  /** Builds without cache and returns the image's ID. */
  String build(ContainerEngine.BuildFiles files, String dockerfile) {
    BuildSettings settings = BuildSettings.of(Map.of(), Caching.NONE);
    ContainerEngine.Built built =
        engine.build(
            new ContainerEngine.Request(
                "bench", files, dockerfile, Platform.LINUX_ARM64, settings, Set.of()),
            status -> {});
    return Objects.requireNonNull(built.imageIdOrNull());
  }

  @Override
  public void close() {
    engine.close();
  }
}
