package io.github.jbuild.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.model.AuthConfigurations;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An engine that speaks the Docker Engine API: Docker, or Podman's service. */
final class DockerEngine implements ConnectedEngine {

  private final DockerClient client;
  private final EngineImages images;
  private final EngineContainers containers;
  private final Info info;
  private final EngineFailures failures;
  private final RegistryCredentials credentials;
  private final InstantSource clock;
  private final AtomicReference<@Nullable ClassicBuild> running = new AtomicReference<>();

  DockerEngine(
      DockerClient client,
      EngineImages images,
      EngineContainers containers,
      Info info,
      EngineFailures failures,
      RegistryCredentials credentials,
      InstantSource clock) {
    this.client = client;
    this.images = images;
    this.containers = containers;
    this.info = info;
    this.failures = failures;
    this.credentials = credentials;
    this.clock = clock;
  }

  @Override
  public Info info() {
    return info;
  }

  @Override
  public Execution requireExecution(Platform platform) {
    if (platform.equals(info.platform())) {
      return Execution.NATIVE;
    }
    if (!platform.equals(Platform.LINUX_ARM64)) {
      throw failures.noExecution(platform, "only " + Platform.LINUX_ARM64 + " can be emulated");
    }
    requireExecution(platform, Arm64Program.exitZero());
    return Execution.EMULATED;
  }

  /** Proves by a program of the caller's that the engine runs those of a platform. */
  void requireExecution(Platform platform, byte[] program) {
    new ExecutionProbe(this, client, failures, program).run(platform);
  }

  @Override
  public String build(Request request, Listener listener) {
    Map<String, String> sources = new TreeMap<>();
    BuildImageCmd command = ClassicCommand.of(client.buildImageCmd(), request);
    BuildProgress progress = new BuildProgress(listener, clock);
    command.withBuildAuthConfigs(authConfigs(request, sources, progress));
    BuilderDialect dialect =
        info.name().equals("Podman")
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
                failures.build(
                    stream.failure().orElseThrow(),
                    progress,
                    request.platform(),
                    registry -> sources.getOrDefault(registry, "no credentials were sent")),
            failures);
    if (!running.compareAndSet(null, build)) {
      throw new IllegalStateException("one build at a time");
    }
    try {
      String id = build.run(command);
      requirePlatform("the image", id, request.platform());
      return id;
    } finally {
      running.set(null);
    }
  }

  @Override
  public void cancel() {
    ClassicBuild build = running.get();
    if (build != null) {
      build.cancel();
    }
    containers.cancel();
  }

  @Override
  public Optional<Image> inspect(String reference) {
    return images.inspect(reference);
  }

  @Override
  public Optional<Stored> find(String reference) {
    return images.find(reference);
  }

  @Override
  public InputStream save(String id) {
    return images.save(id);
  }

  @Override
  public Optional<Container> findContainer(String name) {
    return images.findContainer(name);
  }

  @Override
  public InputStream export(String id) {
    return images.export(id);
  }

  @Override
  public Ran run(
      String imageId,
      Platform platform,
      List<String> command,
      Map<String, String> environment,
      Duration patience) {
    return containers.run(imageId, platform, command, environment, patience);
  }

  @Override
  public Health health(String imageId, Platform platform, Duration patience) {
    return containers.health(imageId, platform, patience);
  }

  @Override
  public boolean emulates(Platform platform) {
    return containers.emulates(platform);
  }

  @Override
  public boolean hasGpu() {
    return containers.hasGpu();
  }

  @Override
  public void tag(String imageId, ImageRef tag) {
    String name = tag.withDefaultTag().tag().orElseThrow(() -> noTag(tag));
    failures.guard(
        "tag " + imageId + " as " + tag,
        () -> client.tagImageCmd(imageId, tag.name(), name).exec());
  }

  @Override
  public void close() {
    cancel();
    try {
      client.close();
    } catch (IOException e) {
      throw failures.lost("the connection to the engine did not close", e);
    }
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

  /** Docker's classic builder takes a local base of another platform without a word. */
  private void requirePlatform(String what, String id, Platform wanted) {
    inspect(id)
        .map(Image::platform)
        .filter(actual -> !actual.equals(wanted))
        .ifPresent(
            actual -> {
              throw failures.otherPlatform(what, wanted, actual);
            });
  }

  private static JbuildException noTag(ImageRef tag) {
    return JbuildException.of(Kind.USAGE, "\"" + tag + "\" has no tag to give to an image");
  }
}
