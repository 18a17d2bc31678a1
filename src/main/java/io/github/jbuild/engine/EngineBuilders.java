package io.github.jbuild.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.transport.DockerHttpClient;
import io.github.jbuild.buildkit.BuildKitClient;
import java.time.InstantSource;

/** Makes the builders of one engine. */
record EngineBuilders(
    DockerClient client,
    DockerHttpClient http,
    EngineImages images,
    EngineFailures failures,
    RegistryCredentials credentials,
    InstantSource clock,
    EnginePing ping,
    ApiVersion api)
    implements Builders.Makers {

  @Override
  public Builder buildKit(BuildKitClient buildKit, boolean standalone, String reason) {
    return new BuildKitBuilder(
        buildKit,
        new BuildKitPlace(standalone, api),
        credentials,
        new LocalBases(images::inspect, failures, !standalone),
        archive -> failures.guard("load the image", () -> client.loadImageCmd(archive).exec()),
        reason);
  }

  @Override
  public Builder tar(String reason) {
    return new TarBuilder(
        http,
        new BuildKitPlace(false, api),
        new LocalBases(images::inspect, failures, true),
        reason);
  }

  @Override
  public Builder classic(String reason) {
    return new ClassicBuilder(client, images, failures, credentials, clock, ping.podman(), reason);
  }
}
