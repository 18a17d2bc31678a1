package io.github.jbuild.engine;

import com.github.dockerjava.api.DockerClient;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.auth.RegistryCredentials;
import io.github.jbuild.engine.failure.EngineFailures;
import io.github.jbuild.engine.image.EngineImages;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** An engine that speaks the Docker Engine API: Docker, or Podman's service. */
final class DockerEngine implements ConnectedEngine {

  private final DockerClient client;
  private final EngineImages images;
  private final EngineContainers containers;
  private final Supplier<Info> info;
  private final EngineFailures failures;
  private final RegistryCredentials credentials;
  private final InstantSource clock;
  private final BuilderSelector builders;
  private final AutoCloseable way;

  /**
   * @param way closed at last: what the connection goes through
   */
  DockerEngine(
      DockerClient client,
      EngineImages images,
      EngineContainers containers,
      Supplier<Info> info,
      EngineFailures failures,
      RegistryCredentials credentials,
      InstantSource clock,
      BuilderSelector builders,
      AutoCloseable way) {
    this.client = client;
    this.images = images;
    this.containers = containers;
    this.info = info;
    this.failures = failures;
    this.credentials = credentials;
    this.clock = clock;
    this.builders = builders;
    this.way = way;
  }

  @Override
  public Info info() {
    return info.get();
  }

  @Override
  public Execution requireExecution(Platform platform) {
    if (platform.equals(info.get().platform())) {
      return Execution.NATIVE;
    }
    if (!platform.equals(Platform.LINUX_ARM64)) {
      throw failures.noExecution(platform, "only " + Platform.LINUX_ARM64 + " can be emulated");
    }
    // BuildKit looked when the engine started; what it misses may have been set up since.
    if (!builders.chosen().runs(platform)) {
      requireExecution(platform, Arm64Program.exitZero());
    }
    return Execution.EMULATED;
  }

  /** Proves by a program of the caller's that the engine runs those of a platform. */
  void requireExecution(Platform platform, byte[] program) {
    new ExecutionProbe(builders.classic("for the probe"), client, failures, program).run(platform);
  }

  @Override
  public BuilderInfo builder() {
    return builders.chosen().info();
  }

  @Override
  public Built build(Request request, Listener listener) {
    return builders.chosen().build(request, listener);
  }

  @Override
  public void cancel() {
    builders.cancel();
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
  public Digest push(ImageRef tag, Listener listener) {
    return new EnginePush(tag, listener, clock)
        .run(client, credentials.find(tag.registry()), failures);
  }

  @Override
  public void close() {
    cancel();
    builders.close();
    try {
      client.close();
      way.close();
    } catch (Exception e) {
      throw failures.lost("the connection to the engine did not close", e);
    }
  }

  private static JbuildException noTag(ImageRef tag) {
    return JbuildException.of(Kind.USAGE, "\"" + tag + "\" has no tag to give to an image");
  }
}
