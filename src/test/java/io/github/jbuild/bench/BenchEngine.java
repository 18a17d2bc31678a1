package io.github.jbuild.bench;

import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.Caching;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.build.Delivery;
import io.github.jbuild.build.StepSettings;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.EngineConnector;
import io.github.jbuild.engine.EngineLocator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends contexts to an engine as {@code jbuild build} does. */
final class BenchEngine implements AutoCloseable {

  private final ContainerEngine engine;

  /** Connects the engine that the environment names. */
  BenchEngine(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    engine = new EngineConnector(new EngineLocator(environment, home)).connect(null);
  }

  /** Name, version and API version of the engine. */
  String description() {
    ContainerEngine.Info info = engine.info();
    return info.name() + " " + info.version() + ", API " + info.apiVersion();
  }

  /** Builds without cache and returns the image's ID. */
  String build(ContainerEngine.BuildFiles files, String dockerfile) {
    BuildSettings settings =
        new BuildSettings(
            Map.of(),
            Map.of(),
            null,
            false,
            new Caching(true, List.of(), List.of(), List.of()),
            StepSettings.DEFAULT,
            List.of(),
            List.of(),
            Delivery.INTO_ENGINE,
            null);
    return engine.build(
        new ContainerEngine.Request(
            "bench", files, dockerfile, Platform.LINUX_ARM64, settings, Set.of()),
        new Silence());
  }

  @Override
  public void close() {
    engine.close();
  }

  /** Hears everything and tells nothing. */
  private static final class Silence implements ContainerEngine.Listener {
    @Override
    public void contextSent(long bytes) {}

    @Override
    public void pulling(String image, long bytes, long total) {}

    @Override
    public void instructionStarted(int number, int total, String text) {}

    @Override
    public void log(String line) {}

    @Override
    public void cached() {}

    @Override
    public void layer(@Nullable Digest imageId) {}

    @Override
    public void warning(String text) {}
  }
}
