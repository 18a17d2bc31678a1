package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.build.BuildOutputs;
import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.Caching;
import io.github.jbuild.build.Caching.CacheEntry;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.build.ContainerEngine.Execution;
import io.github.jbuild.build.StepSettings;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.connect.ApiVersion;
import io.github.jbuild.engine.connect.ConnectFailures;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EngineLocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DockerEngineTest {

  private static final String DOCKERFILE = "FROM scratch\nCOPY probe /probe\n";

  @TempDir Path home;
  private final FakeDockerApi fake = new FakeDockerApi();
  private final RecordingListener listener = new RecordingListener();

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void speaks_the_engines_version_when_that_is_older() {
    try (ContainerEngine engine = fake.connect()) {
      assertThat(engine.info())
          .isEqualTo(
              new ContainerEngine.Info(
                  "Docker",
                  "20.10.24",
                  "1.41",
                  new Platform("linux", "amd64"),
                  fake.host(),
                  "--host"));
    }
    assertThat(fake.versions.get(0).line()).isEqualTo("GET /v1.41/version");
  }

  @Test
  void speaks_the_newest_known_version_with_a_newer_engine() {
    try (ContainerEngine engine = fake.api("1.99").connect()) {
      assertThat(engine.info().apiVersion()).isEqualTo(ApiVersion.NEWEST.toString());
    }
    assertThat(fake.versions.get(0).line()).startsWith("GET /v" + ApiVersion.NEWEST + "/");
  }

  @Test
  void knows_podman_by_its_header() {
    try (ContainerEngine engine = fake.podman("4.3.1").connect()) {
      assertThat(engine.info().name()).isEqualTo("Podman");
    }
  }

  @Test
  void refuses_an_engine_whose_api_is_too_old() {
    JbuildException error = connectFailure(fake.api("1.40"));

    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.message()).contains("it supports API 1.40, but at least 1.41 is required");
    assertThat(error.hint().orElseThrow()).contains("Docker 20.10");
  }

  @Test
  void refuses_what_is_no_engine() {
    JbuildException error = connectFailure(fake.api(""));

    assertThat(error.message()).contains("is not a container engine (HTTP 200: OK)");
  }

  @Test
  void lists_the_sockets_that_were_tried_in_vain() {
    Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", home.toString());

    JbuildException error =
        ConnectFailures.none(
            new EngineLocator(environment, home)
                .candidates(null).stream()
                    .map(each -> new ConnectFailures.Attempt(each, "no such file", null))
                    .toList());

    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.details())
        .hasSize(5)
        .contains("unix://" + home + "/podman/podman.sock: no such file");
    assertThat(error.hint().orElseThrow()).contains("apt-get install docker.io", "DOCKER_HOST");
  }

  @Test
  void says_why_the_chosen_engine_does_not_answer() {
    String socket = "unix://" + home.resolve("none.sock");
    EngineConnector connector =
        new EngineConnector(new EngineLocator(Map.of(), home), InstantSource.system());

    JbuildException missing =
        catchThrowableOfType(
            JbuildException.class, () -> connector.connect(EngineChoice.of(socket)));
    JbuildException closed =
        catchThrowableOfType(
            JbuildException.class, () -> connector.connect(EngineChoice.of("tcp://127.0.0.1:1")));

    assertThat(missing.message())
        .isEqualTo("no container engine responds at " + socket + " (--host): no such file");
    assertThat(closed.message()).endsWith("127.0.0.1:1 (--host): connection refused");
  }

  @Test
  void sends_options_context_and_the_credentials_of_the_named_registries() throws IOException {
    Files.writeString(
        Files.createDirectory(home.resolve(".docker")).resolve("config.json"),
        """
        {"auths": {"nvcr.io": {"username": "me", "password": "s3cret"},
                   "other.io": {"username": "x", "password": "private"}}}
        """);
    ContainerEngine.Request request =
        new ContainerEngine.Request(
            "test",
            Contexts.context(DOCKERFILE),
            "deep/Dockerfile",
            Platform.LINUX_ARM64,
            new BuildSettings(
                Map.of("A", "1 2&3"),
                Map.of("l", "v"),
                "runtime",
                true,
                new Caching(
                    true,
                    List.of(),
                    List.of(CacheEntry.image(ImageRef.parse("cache:1"))),
                    List.of()),
                new StepSettings("host", Map.of("far", "10.0.0.1"), 1 << 20, List.of()),
                List.of(),
                List.of(),
                BuildOutputs.INTO_ENGINE,
                null),
            Set.of("nvcr.io", "ghcr.io"));

    try (ContainerEngine engine = fake.connect(Map.of(), home)) {
      assertThat(engine.build(request, listener).imageIdOrNull()).isEqualTo(FakeDockerApi.IMAGE);
    }

    FakeDockerApi.Seen build = fake.seen.get(0);
    assertThat(URLDecoder.decode(build.line(), StandardCharsets.UTF_8))
        .startsWith("POST /v1.41/build?")
        .contains(
            "dockerfile=deep/Dockerfile",
            "platform=linux/arm64",
            "buildargs={\"A\":\"1 2&3\"}",
            "labels={\"l\":\"v\"}",
            "target=runtime",
            "nocache=true",
            "extrahosts=far:10.0.0.1",
            "shmsize=1048576",
            "pull=true",
            "rm=true",
            "forcerm=true",
            "networkmode=host",
            "cachefrom=[\"cache:1\"]")
        .doesNotContain("?t=", "&t=");
    assertThat(
            new String(
                Base64.getUrlDecoder().decode(build.registryConfig()), StandardCharsets.UTF_8))
        .contains("\"nvcr.io\"", "s3cret")
        .doesNotContain("other.io", "private", "ghcr.io");
    assertThat(listener.sent).last().isEqualTo(build.bytes());
  }

  @Test
  void refuses_an_image_of_another_platform() {
    fake.answer("/images/" + FakeDockerApi.IMAGE + "/json", 200, FakeDockerApi.image("amd64"));

    JbuildException error = buildFailure();

    assertThat(error.kind()).isEqualTo(Kind.INVALID_INPUT);
    assertThat(error.message()).isEqualTo("the image is for linux/amd64, not for linux/arm64");
  }

  @Test
  void says_that_the_engine_went_away_in_mid_build() {
    fake.answer(
        "/build",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange
              .getResponseBody()
              .write("{\"stream\":\"Step 1/2 : FROM a\"}".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          throw new IOException("cut");
        });

    JbuildException error = buildFailure();

    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.message()).isEqualTo("the engine disconnected during the build");
    assertThat(error.hint().orElseThrow()).contains("no image was tagged");
  }

  @Test
  void takes_a_stream_that_ends_without_an_image_for_a_lost_engine() {
    fake.answer("/build", 200, "{\"stream\":\"Step 1/2 : FROM a\\n\"}");

    assertThat(buildFailure().message()).isEqualTo("the engine disconnected during the build");
  }

  @Test
  void reports_a_build_that_the_engine_refuses() {
    fake.answer("/build", 400, "{\"message\":\"dockerfile parse error line 2\"}");

    JbuildException error = buildFailure();

    assertThat(error.kind()).isEqualTo(Kind.BUILD_FAILED);
    assertThat(error.message())
        .isEqualTo("the engine rejected the build: dockerfile parse error line 2");
  }

  @Test
  void passes_on_what_stops_the_writer_of_the_context() {
    JbuildException reason = JbuildException.of(Kind.INVALID_INPUT, "outside of the context");
    try (ContainerEngine engine = fake.connect()) {
      Throwable thrown =
          catchThrowable(
              () ->
                  engine.build(
                      Contexts.request(
                          Contexts.tar(
                              DOCKERFILE,
                              out -> {
                                throw reason;
                              })),
                      listener));
      Throwable unreadable =
          catchThrowable(
              () ->
                  engine.build(
                      Contexts.request(
                          Contexts.tar(
                              DOCKERFILE,
                              out -> {
                                throw new IOException("app/x: permission denied");
                              })),
                      listener));

      assertThat(thrown).isSameAs(reason);
      assertThat(unreadable).hasMessage("cannot read the build context: app/x: permission denied");
    }
  }

  @Test
  void passes_on_what_a_listener_throws() {
    try (ContainerEngine engine = fake.connect()) {
      RecordingListener broken =
          new RecordingListener(
              event -> {
                if (event.startsWith("1/1")) {
                  throw new UncheckedIOException(new IOException("console closed"));
                }
              });

      assertThat(
              catchThrowable(
                  () -> engine.build(Contexts.request(Contexts.context(DOCKERFILE)), broken)))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void ends_at_once_when_cancelled_and_closes_the_connection() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    fake.answer(
        "/build",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange
                  .getResponseBody()
                  .write("{\"stream\":\"x\\n\"}".getBytes(StandardCharsets.UTF_8));
              exchange.getResponseBody().flush();
              running.countDown();
              Thread.sleep(10);
            }
          } catch (IOException | InterruptedException connectionClosed) {
            closed.countDown();
          }
        });
    try (ContainerEngine engine = fake.connect()) {
      CompletableFuture<Throwable> build =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowable(
                      () ->
                          engine.build(Contexts.request(Contexts.context(DOCKERFILE)), listener)));
      assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

      engine.cancel();

      assertThat(build.get(2, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              JbuildException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
      assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
      engine.cancel();
    }
  }

  @Test
  void ends_at_once_when_cancelled_while_the_context_is_sent() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    try (ContainerEngine engine = fake.connect()) {
      CompletableFuture<Throwable> build =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowable(
                      () ->
                          engine.build(
                              Contexts.request(Contexts.bigContext(DOCKERFILE, 1L << 40)),
                              new RecordingListener(event -> sending.countDown()))));
      assertThat(sending.await(10, TimeUnit.SECONDS)).isTrue();

      engine.cancel();

      assertThat(build.get(2, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              JbuildException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
    }
  }

  @Test
  void runs_its_own_platform_natively_without_asking() {
    try (ContainerEngine engine = fake.connect()) {
      assertThat(engine.requireExecution(new Platform("linux", "amd64")))
          .isEqualTo(Execution.NATIVE);
    }
    assertThat(fake.seen).isEmpty();
  }

  @Test
  void inspects_and_tags() {
    fake.answer("/images/" + FakeDockerApi.IMAGE + "/tag", 201, "");
    try (ContainerEngine engine = fake.connect()) {
      assertThat(engine.inspect("none")).isEmpty();
      assertThat(engine.inspect(FakeDockerApi.IMAGE).orElseThrow().layers()).isEqualTo(1);
      engine.tag(FakeDockerApi.IMAGE, ImageRef.parse("localhost:5000/a/b:c"));
      engine.tag(FakeDockerApi.IMAGE, ImageRef.parse("plain"));
    }
    assertThat(fake.seen.get(2).line()).contains("repo=localhost", "a%2Fb", "tag=c");
    assertThat(fake.seen.get(3).line()).contains("repo=plain", "tag=latest");
  }

  private static JbuildException connectFailure(FakeDockerApi fake) {
    return catchThrowableOfType(JbuildException.class, fake::connect);
  }

  private JbuildException buildFailure() {
    try (ContainerEngine engine = fake.connect()) {
      return catchThrowableOfType(
          JbuildException.class,
          () -> engine.build(Contexts.request(Contexts.context(DOCKERFILE)), listener));
    }
  }
}
