package io.github.jbuild.engine.classic;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.model.AuthConfigurations;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.build.ContainerEngine.BuilderInfo;
import io.github.jbuild.build.ContainerEngine.Built;
import io.github.jbuild.build.ContainerEngine.Listener;
import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.auth.RegistryCredentials;
import io.github.jbuild.engine.builder.BuildProgress;
import io.github.jbuild.engine.builder.Builder;
import io.github.jbuild.engine.builder.LocalBases;
import io.github.jbuild.engine.failure.EngineFailures;
import io.github.jbuild.engine.image.EngineImages;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Docker's classic builder and Podman's Buildah: {@code POST /build} through docker-java. */
public final class ClassicBuilder implements Builder {

  /** Podman 4 looks whether its client is still there between steps only. */
  private static final String GOES_ON =
      "Podman stops only when the running step has ended; no request ends it earlier";

  private final DockerClient client;
  private final EngineImages images;
  private final EngineFailures failures;
  private final RegistryCredentials credentials;
  private final InstantSource clock;
  private final BuilderInfo info;
  private final boolean podman;
  private final AtomicReference<@Nullable ClassicBuild> running = new AtomicReference<>();

  public ClassicBuilder(
      DockerClient client,
      EngineImages images,
      EngineFailures failures,
      RegistryCredentials credentials,
      InstantSource clock,
      boolean podman,
      String reason) {
    this.client = client;
    this.images = images;
    this.failures = failures;
    this.credentials = credentials;
    this.clock = clock;
    this.podman = podman;
    this.info = new BuilderInfo(podman ? "Buildah" : "classic builder", false, false, reason);
  }

  @Override
  public BuilderInfo info() {
    return info;
  }

  @Override
  public Built build(Request request, Listener listener) {
    Map<String, String> sources = new TreeMap<>();
    BuildImageCmd command = ClassicCommand.of(client.buildImageCmd(), request);
    BuildProgress progress = new BuildProgress(listener, clock);
    command.withBuildAuthConfigs(authConfigs(request, sources, progress));
    BuilderDialect dialect =
        podman
            ? new BuildahDialect()
            : new ClassicDialect(
                id -> requirePlatform("base image " + progress.base(), id, request.platform()));
    BuildStream stream = new BuildStream(progress, dialect);
    ClassicBuild build =
        new ClassicBuild(
            request,
            progress,
            stream,
            () ->
                new LocalBases(images::inspect, failures, true)
                    .explain(
                        failures.build(
                            stream.failure().orElseThrow(),
                            progress.place(),
                            request.platform(),
                            registry -> sources.getOrDefault(registry, "no credentials were sent")),
                        progress.place(),
                        request.platform()),
            failures);
    if (!running.compareAndSet(null, build)) {
      throw new IllegalStateException("one build at a time");
    }
    try {
      String id = build.run(command);
      requirePlatform("the image", id, request.platform());
      return new Built(id);
    } finally {
      running.set(null);
    }
  }

  @Override
  public void cancel() {
    ClassicBuild build = running.get();
    if (build != null) {
      build.cancel(podman ? GOES_ON : "");
    }
  }

  @Override
  public void close() {
    cancel();
  }

  private AuthConfigurations authConfigs(
      Request request, Map<String, String> sources, BuildProgress progress) {
    AuthConfigurations configurations = new AuthConfigurations();
    for (String registry : new TreeSet<>(request.registries())) {
      RegistryCredentials.Found found = credentials.find(registry);
      sources.put(registry, found.description());
      found.warning().ifPresent(progress::warning);
      found.auth().ifPresent(configurations::addConfig);
    }
    return configurations;
  }

  /** Docker's classic builder silently uses a local base of another platform. */
  private void requirePlatform(String what, String id, Platform wanted) {
    images
        .inspect(id)
        .map(ContainerEngine.Image::platform)
        .filter(actual -> !actual.equals(wanted))
        .ifPresent(
            actual -> {
              throw failures.otherPlatform(what, wanted, actual);
            });
  }
}
