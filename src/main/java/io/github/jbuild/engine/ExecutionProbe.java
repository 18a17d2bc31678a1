package io.github.jbuild.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.Caching;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.builder.Builder;
import io.github.jbuild.engine.failure.EngineFailures;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Proves that an engine runs the programs of a platform: builds an image of one tiny program, runs
 * it, and removes both.
 */
final class ExecutionProbe {

  /** The label of the image, for those who find one that a killed process left. */
  static final Map<String, String> LABEL = Map.of("io.github.jbuild", "execution-probe");

  private static final long PATIENCE_SECONDS = 30;
  private static final String DOCKERFILE =
      """
      FROM scratch
      COPY probe /probe
      CMD ["/probe"]
      """;

  private final Builder builder;
  private final DockerClient client;
  private final EngineFailures failures;
  private final byte[] program;

  ExecutionProbe(Builder builder, DockerClient client, EngineFailures failures, byte[] program) {
    this.builder = builder;
    this.client = client;
    this.failures = failures;
    this.program = program.clone();
  }

  /**
   * Runs the program.
   *
   * @throws io.github.jbuild.core.JbuildException {@code ENVIRONMENT} if the engine cannot
   */
  void run(Platform platform) {
    // Nobody wants to know how the probe is built.
    String image =
        Objects.requireNonNull(builder.build(request(platform), status -> {}).imageIdOrNull());
    try {
      runIn(image, platform);
    } finally {
      failures.guard(
          "remove the image " + image, () -> client.removeImageCmd(image).withForce(true).exec());
    }
  }

  private void runIn(String image, Platform platform) {
    String container =
        failures
            .guard(
                "create a container",
                () ->
                    client
                        .createContainerCmd(image)
                        .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                        .exec())
            .getId();
    try {
      start(container, platform);
      int status =
          failures.guard(
              "wait for a container",
              () ->
                  client
                      .waitContainerCmd(container)
                      .exec(new WaitContainerResultCallback())
                      .awaitStatusCode(PATIENCE_SECONDS, TimeUnit.SECONDS));
      if (status != 0) {
        String said = log(container);
        throw failures.noExecution(
            platform, said.isEmpty() ? "a test program ended with " + status : said);
      }
    } finally {
      failures.guard(
          "remove a container", () -> client.removeContainerCmd(container).withForce(true).exec());
    }
  }

  private void start(String container, Platform platform) {
    failures.guard(
        "start a container",
        () -> {
          try {
            return client.startContainerCmd(container).exec();
          } catch (DockerException e) {
            String message = String.valueOf(e.getMessage());
            // Without its flag F, binfmt_misc looks for the emulator inside the container.
            if (message.contains("exec format error") || message.contains("no such file")) {
              throw failures.noExecution(platform, "exec format error").cause(e);
            }
            throw e;
          }
        });
  }

  private String log(String container) {
    StringBuilder text = new StringBuilder();
    try {
      client
          .logContainerCmd(container)
          .withStdErr(true)
          .withStdOut(true)
          .exec(
              new ResultCallback.Adapter<Frame>() {
                @Override
                public void onNext(Frame frame) {
                  text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                }
              })
          .awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return text.toString().lines().reduce("", (before, line) -> line.strip());
  }

  private ContainerEngine.Request request(Platform platform) {
    return new ContainerEngine.Request(
        "probe",
        new MemoryFiles(DOCKERFILE, Map.of("probe", program)),
        "Dockerfile",
        platform,
        // Two probes at once must not share an image, for each removes its own.
        BuildSettings.of(LABEL, Caching.NONE),
        Set.of());
  }
}
