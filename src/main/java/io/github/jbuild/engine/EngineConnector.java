package io.github.jbuild.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * @param hostOption what the user passed as {@code --host}, if anything
   * @throws JbuildException {@code ENVIRONMENT} if no engine answers, it may not be used, or its
   *     API is too old; what {@link EngineLocator#candidates} throws
   */
  public ConnectedEngine connect(@Nullable String hostOption) {
    List<ConnectFailures.Attempt> attempts = new ArrayList<>();
    for (EngineEndpoint endpoint : locator.candidates(hostOption)) {
      Path socket = endpoint.socketPath();
      if (socket != null && Files.notExists(socket)) {
        attempts.add(new ConnectFailures.Attempt(endpoint, "no such file", null));
        continue;
      }
      try {
        return open(endpoint, EnginePing.of(endpoint));
      } catch (IOException e) {
        attempts.add(new ConnectFailures.Attempt(endpoint, ConnectFailures.reason(e), e));
      }
    }
    throw ConnectFailures.none(attempts);
  }

  private ConnectedEngine open(EngineEndpoint endpoint, EnginePing ping) {
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
    Version version = failures.guard("ask its version", () -> client.versionCmd().exec());
    ContainerEngine.Info info =
        new ContainerEngine.Info(
            ping.podman() ? "Podman" : "Docker",
            String.valueOf(version.getVersion()),
            spoken.toString(),
            new Platform(String.valueOf(version.getOperatingSystem()), architecture(version)),
            endpoint.address(),
            endpoint.source());
    EngineImages images = new EngineImages(client, http, spoken, failures);
    EngineContainers containers = new EngineContainers(client, info.platform(), failures);
    return new DockerEngine(
        client, images, containers, info, failures, locator.credentials(), clock);
  }

  private static String architecture(Version version) {
    return String.valueOf(version.getArch());
  }
}
