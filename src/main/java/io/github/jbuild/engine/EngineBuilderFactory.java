package io.github.jbuild.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.transport.DockerHttpClient;
import io.github.jbuild.buildkit.BuildKitClient;
import io.github.jbuild.engine.auth.RegistryCredentials;
import io.github.jbuild.engine.builder.Builder;
import io.github.jbuild.engine.builder.LocalBases;
import io.github.jbuild.engine.buildkit.BuildKitBuilder;
import io.github.jbuild.engine.buildkit.BuildKitFeatures;
import io.github.jbuild.engine.buildkit.TarBuilder;
import io.github.jbuild.engine.classic.ClassicBuilder;
import io.github.jbuild.engine.connect.ApiVersion;
import io.github.jbuild.engine.connect.EnginePing;
import io.github.jbuild.engine.failure.EngineFailures;
import io.github.jbuild.engine.image.EngineImages;
import java.time.InstantSource;

/** Makes the builders of one engine. */
record EngineBuilderFactory(
    DockerClient client,
    DockerHttpClient http,
    EngineImages images,
    EngineFailures failures,
    RegistryCredentials credentials,
    InstantSource clock,
    EnginePing ping,
    ApiVersion api)
    implements BuilderSelector.Factory {

  @Override
  public Builder buildKit(BuildKitClient buildKit, boolean standalone, String reason) {
    return new BuildKitBuilder(
        buildKit,
        new BuildKitFeatures(standalone, api),
        credentials,
        new LocalBases(images::inspect, failures, !standalone),
        archive -> failures.guard("load the image", () -> client.loadImageCmd(archive).exec()),
        reason);
  }

  @Override
  public Builder tar(String reason) {
    return new TarBuilder(
        http,
        new BuildKitFeatures(false, api),
        new LocalBases(images::inspect, failures, true),
        reason);
  }

  @Override
  public Builder classic(String reason) {
    return new ClassicBuilder(client, images, failures, credentials, clock, ping.podman(), reason);
  }
}
