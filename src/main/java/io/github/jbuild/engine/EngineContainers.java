package io.github.jbuild.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.RuntimeInfo;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.failure.EngineFailures;
import io.github.jbuild.verify.ContainerRunner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs containers to look at images; each is removed again, whatever happens. */
final class EngineContainers implements ContainerRunner {

  private static final String NVIDIA = "nvidia";
  private static final int MAX_OUTPUT = 1 << 20;
  private static final long POLL_MILLIS = 500;

  private final DockerClient client;
  private final Supplier<Platform> engine;
  private final EngineFailures failures;
  private final AtomicReference<@Nullable String> running = new AtomicReference<>();
  private volatile boolean cancelled;

  EngineContainers(DockerClient client, Supplier<Platform> engine, EngineFailures failures) {
    this.client = client;
    this.engine = engine;
    this.failures = failures;
  }

  @Override
  public Ran run(
      String imageId,
      Platform platform,
      List<String> command,
      Map<String, String> environment,
      Duration patience) {
    CreateContainerCmd create =
        create(imageId, platform)
            .withEntrypoint(command.subList(0, 1))
            .withCmd(command.subList(1, command.size()))
            .withEnv(
                environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    return with(
        create,
        container -> {
          int status =
              failures.guard(
                  "wait for a container",
                  () -> {
                    try {
                      return client
                          .waitContainerCmd(container)
                          .exec(new WaitContainerResultCallback())
                          .awaitStatusCode(patience.toSeconds(), TimeUnit.SECONDS);
                    } catch (DockerClientException e) {
                      throw JbuildException.of(
                              Kind.ENVIRONMENT,
                              "the container did not finish within "
                                  + patience.toMinutes()
                                  + " minutes")
                          .hint("the image may hang on an import; try it with docker run")
                          .cause(e);
                    }
                  });
          return new Ran(status, log(container));
        });
  }

  @Override
  public Health health(String imageId, Platform platform, Duration patience) {
    return with(
        create(imageId, platform),
        container -> {
          for (long left = patience.toMillis(); left > 0; left -= POLL_MILLIS) {
            InspectContainerResponse.ContainerState state =
                failures
                    .guard(
                        "inspect a container", () -> client.inspectContainerCmd(container).exec())
                    .getState();
            HealthState health = state.getHealth();
            String status = health == null ? "" : String.valueOf(health.getStatus());
            if (status.equals("healthy") || status.equals("unhealthy")) {
              return new Health(status, lastCheck(health));
            }
            if (!Boolean.TRUE.equals(state.getRunning())) {
              return new Health(
                  "exited", "with code " + state.getExitCodeLong() + ": " + log(container));
            }
            pause();
          }
          return new Health("starting", "still unknown after " + patience.toSeconds() + " s");
        });
  }

  @Override
  public boolean emulates(Platform platform) {
    return !platform.equals(engine.get());
  }

  @Override
  public boolean hasGpu() {
    Map<String, RuntimeInfo> runtimes =
        failures.guard("describe itself", () -> client.infoCmd().exec()).getRuntimes();
    return runtimes != null && runtimes.containsKey(NVIDIA);
  }

  private CreateContainerCmd create(String imageId, Platform platform) {
    HostConfig host = HostConfig.newHostConfig().withNetworkMode("none");
    if (hasGpu()) {
      host = host.withRuntime(NVIDIA);
    }
    return client
        .createContainerCmd(imageId)
        .withPlatform(platform.toString())
        .withHostConfig(host);
  }

  /** Removes the running container, from another thread. */
  void cancel() {
    cancelled = true;
    String container = running.get();
    if (container != null) {
      remove(container);
    }
  }

  private <T> T with(CreateContainerCmd create, Function<String, T> work) {
    String container = failures.guard("create a container", create::exec).getId();
    running.set(container);
    try {
      if (!cancelled) {
        failures.guard("start a container", () -> client.startContainerCmd(container).exec());
        return work.apply(container);
      }
      throw cancelled();
    } catch (JbuildException e) {
      throw cancelled ? cancelled() : e;
    } finally {
      running.set(null);
      remove(container);
    }
  }

  private void remove(String container) {
    failures.guard(
        "remove a container",
        () -> {
          try {
            client.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
            return true;
          } catch (NotFoundException | ConflictException gone) {
            // A cancellation removes it too.
            return false;
          }
        });
  }

  private static JbuildException cancelled() {
    return JbuildException.of(Kind.CANCELLED, "cancelled; the container is removed");
  }

  private String log(String container) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    failures.guard(
        "read the output of a container",
        () -> {
          try {
            return client
                .logContainerCmd(container)
                .withStdErr(true)
                .withStdOut(true)
                .exec(
                    new ResultCallback.Adapter<Frame>() {
                      @Override
                      public void onNext(Frame frame) {
                        if (text.size() < MAX_OUTPUT) {
                          text.writeBytes(frame.getPayload());
                        }
                      }
                    })
                .awaitCompletion();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled().cause(e);
          }
        });
    return text.toString(StandardCharsets.UTF_8);
  }

  private static String lastCheck(HealthState health) {
    List<HealthStateLog> log = health.getLog();
    return log == null || log.isEmpty()
        ? ""
        : String.valueOf(log.get(log.size() - 1).getOutput()).strip();
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled().cause(e);
    }
  }
}
