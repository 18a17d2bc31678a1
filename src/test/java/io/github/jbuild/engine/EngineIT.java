package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.build.ContainerEngine.Execution;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.connect.ApiVersion;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EngineLocator;
import io.github.jbuild.it.Processes;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs on each engine of the test bed, with its classic builder. */
@ParameterizedClass
@EnumSource(TestEngine.class)
final class EngineIT {

  /** An argument of the program that waits, to tell it from others of its kind. */
  private final String mark = UUID.randomUUID().toString();

  private final ContainerEngine.BuildFiles waitingStep =
      Contexts.context(
          "FROM scratch\nCOPY probe /probe\nRUN [\"/probe\", \"" + mark + "\"]\n",
          Contexts.waiting());

  private final TestEngine where;
  private final LiveEngine live;
  private final ContainerEngine engine;
  private final RecordingListener listener = new RecordingListener();

  EngineIT(TestEngine where) {
    this.where = where;
    this.live = where.connect();
    this.engine = live.engine();
  }

  @AfterEach
  void disconnect() {
    live.close();
  }

  @Test
  void says_what_the_engine_is() {
    ContainerEngine.Info info = engine.info();

    assertThat(info.name()).isIn("Docker", "Podman");
    assertThat(info.version()).matches("\\d+\\.\\d+\\..*");
    assertThat(ApiVersion.parse(info.apiVersion()).orElseThrow())
        .isBetween(ApiVersion.OLDEST, ApiVersion.NEWEST);
    assertThat(info.endpointSource()).isEqualTo("DOCKER_HOST");
  }

  @Test
  void proves_arm64_execution_and_leaves_nothing_behind() {
    Set<String> before = live.probes();

    Execution execution = engine.requireExecution(Platform.LINUX_ARM64);

    boolean same = engine.info().platform().equals(Platform.LINUX_ARM64);
    assertThat(execution).isEqualTo(same ? Execution.NATIVE : Execution.EMULATED);
    assertThat(before).containsAll(live.probes());
  }

  @Test
  void says_that_programs_cannot_be_run() {
    Set<String> before = live.probes();
    byte[] nobodys = Arm64Program.executable(0xfedc, 0);

    JbuildException error =
        catchThrowableOfType(
            JbuildException.class,
            () -> ((DockerEngine) engine).requireExecution(Platform.LINUX_ARM64, nobodys));

    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.message()).contains("cannot run linux/arm64 programs", "exec format error");
    assertThat(error.hint().orElseThrow()).contains("tonistiigi/binfmt --install arm64");
    assertThat(before).containsAll(live.probes());
  }

  @Test
  void builds_for_arm64_and_tags() {
    ContainerEngine.Request request =
        Contexts.request(
            Contexts.context(
                """
                FROM scratch AS one
                COPY probe /probe
                ARG GREETING
                ENV GREETING=$GREETING
                RUN ["/probe"]
                FROM one
                """,
                Contexts.printing("hello from arm64", 0)),
            Platform.LINUX_ARM64,
            Set.of(),
            Contexts.settings(
                Map.of("GREETING", "a \"b\" & c"),
                Map.of("com.example.label", "x=y&z"),
                "one",
                "none"));

    String id = Contexts.id(engine.build(request, listener));

    assertThat(listener.events).contains("| hello from arm64").anyMatch(e -> e.contains("COPY"));
    assertThat(listener.sent).isNotEmpty();
    ContainerEngine.Image image = engine.inspect(id).orElseThrow();
    live.remove(id);
    assertThat(image.id()).isEqualTo(id);
    assertThat(image.platform()).isEqualTo(Platform.LINUX_ARM64);
    assertThat(image.labels()).containsEntry("com.example.label", "x=y&z");
    assertThat(image.repoTags()).isEmpty();
    assertThat(image.layers()).isPositive();
    assertThat(image.bytes()).isPositive();

    ImageRef tag = ImageRef.parse("jbuild-it-" + UUID.randomUUID() + ":first");
    engine.tag(id, tag);
    live.remove(tag.toString());
    assertThat(engine.inspect(tag.toString()).orElseThrow().id()).isEqualTo(id);
    assertThat(engine.inspect("jbuild-it-nothing:here")).isEmpty();
  }

  @Test
  void names_exit_status_and_last_lines_of_a_failed_step() {
    JbuildException error =
        failure(
            Contexts.context(
                "FROM scratch\nCOPY probe /probe\nRUN [\"/probe\"]\n",
                Contexts.printing("about to fail", 7)));

    assertThat(error.kind()).isEqualTo(Kind.BUILD_FAILED);
    assertThat(error.message()).startsWith("step 3/3 failed with exit status 7: RUN [");
    assertThat(error.details()).contains("about to fail");
  }

  @Test
  void translates_exec_format_error_in_a_step() {
    JbuildException error =
        failure(
            Contexts.context(
                "FROM scratch\nCOPY probe /probe\nRUN [\"/probe\"]\n",
                Arm64Program.executable(0xfedc, 0)));

    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.message()).contains("step 3/3", "exec format error");
  }

  @Test
  void refuses_a_local_base_of_another_platform() {
    Platform amd64 = new Platform("linux", "amd64");
    String id =
        Contexts.id(
            engine.build(
                Contexts.request(
                    Contexts.context("FROM scratch\nCOPY probe /x\n"), amd64, Set.of()),
                listener));
    live.remove(id);
    ImageRef base = ImageRef.parse("127.0.0.1:9/jbuild-it:" + UUID.randomUUID());
    engine.tag(id, base);
    live.remove(base.toString());

    JbuildException error = failure(Contexts.context("FROM " + base + "\nENV A=1\n"));

    assertThat(error.kind()).isEqualTo(Kind.INVALID_INPUT);
    assertThat(error.message()).contains(base.toString(), "linux/amd64", "not for linux/arm64");
  }

  @Test
  void stops_the_step_in_the_engine_when_cancelled() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    RecordingListener waiting =
        new RecordingListener(
            event -> {
              if (event.startsWith("3/3")) {
                running.countDown();
              }
            });
    CompletableFuture<JbuildException> failure =
        CompletableFuture.supplyAsync(
            () ->
                catchThrowableOfType(
                    JbuildException.class,
                    () -> engine.build(Contexts.request(waitingStep), waiting)));
    assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Processes.appear(mark)).isTrue();

    engine.cancel();

    assertThat(failure.get(5, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CANCELLED);
    if (where == TestEngine.PODMAN) {
      assertThat(waiting.events).anyMatch(event -> event.contains("Podman stops only when"));
    }
    assertStepEnds();
    assertThat(engine.requireExecution(Platform.LINUX_ARM64)).isNotNull();
  }

  @Test
  void says_that_the_connection_was_lost_in_mid_build(@TempDir Path folder)
      throws InterruptedException {
    EngineLocator locator = new EngineLocator(Map.of(), folder);
    Path real =
        Objects.requireNonNull(
            locator.candidates(where.host()).get(0).socketPath(),
            "this test needs the engine on a Unix socket");
    Path socket = folder.resolve("wire.sock");
    try (CutWire wire = new CutWire(socket, real);
        ContainerEngine behind =
            new EngineConnector(locator, InstantSource.system())
                .connect(new EngineChoice("unix://" + socket, EngineChoice.Mode.CLASSIC, null))) {
      RecordingListener cutting =
          new RecordingListener(
              event -> {
                if (event.startsWith("3/3")) {
                  wire.cut();
                }
              });

      JbuildException error =
          catchThrowableOfType(
              JbuildException.class, () -> behind.build(Contexts.request(waitingStep), cutting));

      assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
      assertThat(error.message()).isEqualTo("the engine disconnected during the build");
      assertStepEnds();
    }
  }

  @Test
  void says_that_a_registry_cannot_be_reached() {
    JbuildException error = failure(Contexts.context("FROM 127.0.0.1:1/nothing:1\n"));

    assertThat(error.kind()).isEqualTo(Kind.NETWORK);
    assertThat(error.message())
        .isEqualTo("base image 127.0.0.1:1/nothing:1: the engine cannot reach 127.0.0.1:1");
  }

  @Test
  void says_that_a_base_image_is_not_in_its_registry() {
    String registry = LiveEngine.variable("JBUILD_TESTBED_REGISTRY");

    JbuildException error = failure(Contexts.context("FROM " + registry + "/no/such:image\n"));

    assertThat(error.kind()).isEqualTo(Kind.NETWORK);
    assertThat(error.message())
        .isEqualTo("base image " + registry + "/no/such:image is not in " + registry);
  }

  @Test
  void refuses_a_dockerfile_that_cannot_be_parsed() {
    JbuildException error = failure(Contexts.context("FROM scratch\nRUNN x\n"));

    assertThat(error.kind()).isEqualTo(Kind.BUILD_FAILED);
    // Buildah quotes the word.
    assertThat(error.message().replace("\"", "")).containsIgnoringCase("unknown instruction: RUNN");
  }

  /** Podman never ends a step that waits for ever: then it is for the test to do that. */
  private void assertStepEnds() throws InterruptedException {
    if (where == TestEngine.PODMAN) {
      Processes.with(mark).forEach(ProcessHandle::destroyForcibly);
    }
    assertThat(Processes.vanish(mark)).isTrue();
    assertThat(LiveEngine.eventually(() -> live.containers(mark).isEmpty())).isTrue();
  }

  private JbuildException failure(ContainerEngine.BuildFiles context) {
    return catchThrowableOfType(
        JbuildException.class, () -> engine.build(Contexts.request(context), listener));
  }
}
