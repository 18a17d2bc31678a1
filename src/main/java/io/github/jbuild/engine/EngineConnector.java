package io.github.jbuild.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.buildkit.transport.Dialer;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.auth.RegistryCredentials;
import io.github.jbuild.engine.builder.Lazy;
import io.github.jbuild.engine.connect.ApiVersion;
import io.github.jbuild.engine.connect.ConnectFailures;
import io.github.jbuild.engine.connect.EngineAccess;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EngineClientConfig;
import io.github.jbuild.engine.connect.EngineEndpoint;
import io.github.jbuild.engine.connect.EngineLocator;
import io.github.jbuild.engine.connect.EnginePing;
import io.github.jbuild.engine.failure.EngineFailures;
import io.github.jbuild.engine.image.EngineImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes the connection to an engine: the first place that answers, in an API version both know. */
public final class EngineConnector {

  private final EngineLocator locator;
  private final InstantSource clock;

  /** A connector whose engines time their builds by {@code clock}. */
  public EngineConnector(EngineLocator locator, InstantSource clock) {
    this.locator = locator;
    this.clock = clock;
  }

  /**
   * Connects.
   *
   * @throws JbuildException {@code ENVIRONMENT} if no engine answers, it may not be used, or its
   *     API is too old; what {@link EngineLocator#candidates} throws
   */
  public ConnectedEngine connect(EngineChoice choice) {
    List<ConnectFailures.Attempt> attempts = new ArrayList<>();
    for (EngineEndpoint endpoint : locator.candidates(choice.hostOrNull())) {
      Path socket = endpoint.socketPath();
      if (socket != null && Files.notExists(socket)) {
        attempts.add(new ConnectFailures.Attempt(endpoint, "no such file", null));
        continue;
      }
      EngineAccess access = EngineAccess.to(endpoint, locator.environment());
      try {
        return open(access, EnginePing.of(access.endpoint()), choice);
      } catch (IOException e) {
        String reason = access.complaint().orElseGet(() -> ConnectFailures.reason(e));
        attempts.add(new ConnectFailures.Attempt(endpoint, reason, e));
        access.close();
      } catch (RuntimeException e) {
        access.close();
        throw e;
      }
    }
    throw ConnectFailures.none(attempts);
  }

  private ConnectedEngine open(EngineAccess access, EnginePing ping, EngineChoice choice) {
    EngineEndpoint endpoint = access.endpoint();
    ApiVersion offered =
        ping.version().orElseThrow(() -> ConnectFailures.notAnEngine(endpoint, ping));
    ApiVersion spoken = offered.negotiated();
    if (spoken.compareTo(ApiVersion.OLDEST) < 0) {
      throw ConnectFailures.tooOld(endpoint, offered);
    }
    DockerHttpClient http = EnginePing.client(endpoint, null);
    DockerClient client =
        DockerClientImpl.getInstance(new EngineClientConfig(endpoint.uri(), spoken), http);
    EngineFailures failures = new EngineFailures(endpoint.address());
    Supplier<ContainerEngine.Info> info =
        Lazy.started(
            "engine-version",
            () -> info(client, failures, ping.podman() ? "Podman" : "Docker", spoken, endpoint));
    EngineImages images = new EngineImages(client, http, spoken, failures);
    EngineContainers containers =
        new EngineContainers(client, () -> info.get().platform(), failures);
    RegistryCredentials credentials = locator.credentials();
    EngineBuilderFactory factory =
        new EngineBuilderFactory(client, http, images, failures, credentials, clock, ping, offered);
    BuilderSelector builders =
        new BuilderSelector(choice, ping, wanted -> dialer(wanted, access), factory);
    return new DockerEngine(
        client, images, containers, info, failures, credentials, clock, builders, access);
  }

  private static ContainerEngine.Info info(
      DockerClient client,
      EngineFailures failures,
      String name,
      ApiVersion spoken,
      EngineEndpoint endpoint) {
    Version version = failures.guard("ask its version", () -> client.versionCmd().exec());
    return new ContainerEngine.Info(
        name,
        String.valueOf(version.getVersion()),
        spoken.toString(),
        new Platform(
            String.valueOf(version.getOperatingSystem()), String.valueOf(version.getArch())),
        endpoint.address(),
        endpoint.source());
  }

  private Dialer dialer(EngineChoice choice, EngineAccess access) {
    String builder = choice.builderOrNull();
    return builder == null ? access.dialer() : locator.builder(builder).dialer();
  }
}
