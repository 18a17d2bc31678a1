package io.github.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.buildkit.filesync.send.FileSyncService;
import io.github.jbuild.buildkit.filesync.send.TransferListener;
import io.github.jbuild.buildkit.filesync.source.MemorySource;
import io.github.jbuild.buildkit.session.Session;
import io.github.jbuild.buildkit.transport.BuildKitdProxy;
import io.github.jbuild.buildkit.transport.Certificates;
import io.github.jbuild.buildkit.transport.Connection;
import io.github.jbuild.buildkit.transport.ConnectionMode;
import io.github.jbuild.buildkit.transport.TcpDialer;
import io.github.jbuild.buildkit.transport.UnixSocketDialer;
import io.github.jbuild.buildkit.transport.UpgradeRefused;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.it.TestBed;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against Docker's engine, and against it behind a proxy that stands for buildkitd. */
class BuildKitClientIT {

  private static final String HOST = "JBUILD_TESTBED_HOST";
  private static final String PODMAN = "JBUILD_TESTBED_PODMAN";

  private final String base =
      "FROM %s/nvidia/l4t-cuda:12.6.11-runtime\n"
          .formatted(TestBed.variable("JBUILD_TESTBED_REGISTRY"));

  private final Collection<BuildStatus> told = new ConcurrentLinkedQueue<>();

  @TempDir Path folder;

  private static UnixSocketDialer engine() {
    return engine(HOST);
  }

  private static UnixSocketDialer engine(String variable) {
    return new UnixSocketDialer(Path.of(URI.create(TestBed.variable(variable)).getPath()));
  }

  private static BuildKitClient client(String variable, ConnectionMode mode) {
    return client(variable, mode, Limits.DEFAULT);
  }

  private static BuildKitClient client(String variable, ConnectionMode mode, Limits limits) {
    return new BuildKitClient(Connection.of(engine(variable), mode, "the test wants it"), limits);
  }

  private static Session session(String dockerfile) {
    byte[] content = dockerfile.getBytes(StandardCharsets.UTF_8);
    return Session.of(
        "test",
        "jbuild-buildkit-it",
        List.of(
            new FileSyncService(
                Map.of(
                    "dockerfile", new MemorySource(Map.of("Dockerfile", content)),
                    "context", new MemorySource(Map.of())),
                TransferListener.NONE)));
  }

  private static SolveSpec.Builder spec() {
    return SolveSpec.of(
        new DockerfileFrontend().platform("linux/arm64").imageResolveMode("local").noCache());
  }

  private SolveResult hello(BuildKitClient client) {
    return client.solve(
        spec().export("moby", Map.of()).build(),
        session(base + "RUN echo hello from $(uname -m)\n"),
        told::add);
  }

  /** Removes what was built, and so proves that it is there. */
  private static void remove(SolveResult result, String engine) {
    String image = result.imageDigest().orElseThrow();
    TestBed.dockerOn(TestBed.variable(engine), "image", "rm", image).succeeds();
  }

  private String output() {
    StringBuilder output = new StringBuilder();
    for (BuildStatus status : told) {
      status.logs().forEach(log -> output.append(new String(log.data(), StandardCharsets.UTF_8)));
    }
    return output.toString();
  }

  private List<BuildStatus.Vertex> vertexes() {
    return told.stream().flatMap(status -> status.vertexes().stream()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "JBUILD_TESTBED_HOST, UPGRADE",
    "JBUILD_TESTBED_HOST, UPGRADE_AND_TUNNEL",
    "JBUILD_TESTBED_DOCKER26, UPGRADE",
    "JBUILD_TESTBED_DOCKER26, UPGRADE_AND_TUNNEL"
  })
  void builds_an_image_and_tells_what_happens(String engine, ConnectionMode mode) {
    try (BuildKitClient client = client(engine, mode)) {
      remove(hello(client), engine);
    }
    assertThat(output()).contains("hello from aarch64");
    assertThat(vertexes())
        .anySatisfy(
            vertex -> {
              assertThat(vertex.name()).contains("RUN echo hello");
              assertThat(vertex.completedOrNull()).isNotNull();
            });
  }

  @Test
  void finds_its_way_to_an_engine_that_does_not_tell_its_version() throws IOException {
    try (BuildKitClient client = BuildKitClient.connect(engine(), null)) {
      assertThat(client.mode()).isEqualTo(ConnectionMode.UPGRADE);
      assertThat(client.reason()).contains("/grpc");
    }
    try (BuildKitClient client = BuildKitClient.connect(engine(), "1.41")) {
      assertThat(client.mode()).isEqualTo(ConnectionMode.UPGRADE);
      assertThat(client.reason()).contains("1.41");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JBUILD_TESTBED_HOST", "JBUILD_TESTBED_DOCKER26"})
  void lists_workers(String engine) {
    try (BuildKitClient client = client(engine, ConnectionMode.UPGRADE)) {
      assertThat(client.workers())
          .singleElement()
          .satisfies(worker -> assertThat(worker.platforms()).contains("linux/arm64"));
    }
  }

  @Test
  void builds_with_buildkitd_on_a_unix_socket() throws IOException {
    Path socket = folder.resolve("buildkitd.sock");
    try (BuildKitdProxy buildkitd = BuildKitdProxy.onUnixSocket(engine(), socket);
        BuildKitClient client = BuildKitClient.connect(new UnixSocketDialer(socket), null)) {
      assertThat(buildkitd.port()).isZero();
      assertThat(client.mode()).isEqualTo(ConnectionMode.DIRECT);
      remove(hello(client), HOST);
    }
    assertThat(output()).contains("hello from aarch64");
  }

  @Test
  void builds_with_buildkitd_over_tcp() throws IOException {
    try (BuildKitdProxy buildkitd = BuildKitdProxy.onTcp(engine());
        BuildKitClient client =
            BuildKitClient.connect(TcpDialer.plain("127.0.0.1", buildkitd.port()), null)) {
      assertThat(client.mode()).isEqualTo(ConnectionMode.DIRECT);
      remove(hello(client), HOST);
    }
  }

  @Test
  void builds_with_buildkitd_over_tls_with_client_certificates() throws Exception {
    Certificates certificates = new Certificates(folder);
    try (BuildKitdProxy buildkitd = BuildKitdProxy.onTls(engine(), certificates.server());
        BuildKitClient client =
            BuildKitClient.connect(
                TcpDialer.tls("127.0.0.1", buildkitd.port(), certificates.client()), null)) {
      assertThat(client.mode()).isEqualTo(ConnectionMode.DIRECT);
      remove(hello(client), HOST);
      assertThat(buildkitd.protocols()).containsOnly("h2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JBUILD_TESTBED_HOST", "JBUILD_TESTBED_DOCKER26"})
  void a_step_that_fails_has_its_exit_code(String engine) {
    try (BuildKitClient client = client(engine, ConnectionMode.UPGRADE)) {
      assertThat(failure(client, base + "RUN echo too bad; exit 7\n").exitCode()).hasValue(7);
    }
    assertThat(output()).contains("too bad");
    assertThat(vertexes()).anySatisfy(vertex -> assertThat(vertex.error()).contains("7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JBUILD_TESTBED_HOST", "JBUILD_TESTBED_DOCKER26"})
  void a_dockerfile_that_is_wrong_has_its_line(String engine) {
    try (BuildKitClient client = client(engine, ConnectionMode.UPGRADE)) {
      assertThat(failure(client, base + "RUN true\nRUNN false\n").sources())
          .singleElement()
          .satisfies(lines -> assertThat(lines.first()).isEqualTo(3));
    }
  }

  @Test
  void an_engine_of_today_says_which_step_failed_and_where_it_is_written() {
    String dockerfile = base + "RUN true && \\\n  false\n";
    try (BuildKitClient client = client("JBUILD_TESTBED_DOCKER26", ConnectionMode.UPGRADE)) {
      SolveFailure failure = failure(client, dockerfile);
      assertThat(failure.sources())
          .singleElement()
          .isEqualTo(new SolveFailure.SourceLines("Dockerfile", dockerfile, 2, 3));
      assertThat(vertexes())
          .filteredOn(vertex -> !vertex.error().isEmpty())
          .extracting(BuildStatus.Vertex::digest)
          .contains(failure.vertex().orElseThrow());
    }
  }

  private SolveFailure failure(BuildKitClient client, String dockerfile) {
    return catchThrowableOfType(
        SolveFailure.class,
        () ->
            client.solve(spec().export("moby", Map.of()).build(), session(dockerfile), told::add));
  }

  @ParameterizedTest
  @CsvSource({
    "JBUILD_TESTBED_HOST, UPGRADE",
    "JBUILD_TESTBED_HOST, UPGRADE_AND_TUNNEL",
    "JBUILD_TESTBED_DOCKER26, UPGRADE",
    "JBUILD_TESTBED_DOCKER26, UPGRADE_AND_TUNNEL"
  })
  void a_build_that_is_cancelled_ends_at_the_engine_too(String engine, ConnectionMode mode)
      throws Exception {
    try (BuildKitClient client = client(engine, mode)) {
      JbuildException failure = interrupted(client, client::cancel);
      assertThat(failure.kind()).isEqualTo(Kind.CANCELLED);
    }
    assertThat(vertexes())
        .anySatisfy(
            vertex -> {
              assertThat(vertex.name()).contains("sleep");
              assertThat(vertex.error()).contains("context canceled");
            });
  }

  @Test
  void a_connection_that_breaks_is_told() throws Exception {
    Path socket = folder.resolve("buildkitd.sock");
    try (BuildKitdProxy buildkitd = BuildKitdProxy.onUnixSocket(engine(), socket);
        BuildKitClient client = BuildKitClient.connect(new UnixSocketDialer(socket), null)) {
      JbuildException failure = interrupted(client, buildkitd::cut);
      assertThat(failure.kind()).isEqualTo(Kind.ENVIRONMENT);
      assertThat(failure.message()).contains("closed the connection");
    }
  }

  @Test
  void a_way_that_swallows_everything_is_given_up() throws Exception {
    Path socket = folder.resolve("buildkitd.sock");
    Limits limits = new Limits(Duration.ofSeconds(8), Duration.ofSeconds(5), Duration.ofSeconds(2));
    try (BuildKitdProxy buildkitd = BuildKitdProxy.onUnixSocket(engine(), socket);
        BuildKitClient client =
            new BuildKitClient(
                Connection.of(
                    new UnixSocketDialer(socket), ConnectionMode.DIRECT, "the test wants it"),
                limits)) {
      JbuildException failure = interrupted(client, buildkitd::freeze);
      assertThat(failure.kind()).isEqualTo(Kind.ENVIRONMENT);
      assertThat(failure.message()).contains("silent for 8 seconds");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "JBUILD_TESTBED_HOST, UPGRADE",
    "JBUILD_TESTBED_HOST, UPGRADE_AND_TUNNEL",
    "JBUILD_TESTBED_DOCKER26, UPGRADE",
    "JBUILD_TESTBED_DOCKER26, UPGRADE_AND_TUNNEL"
  })
  void a_step_without_output_is_no_silence(String engine, ConnectionMode mode) {
    Limits limits = new Limits(Duration.ofSeconds(8), Duration.ofSeconds(5), Duration.ofSeconds(2));
    try (BuildKitClient client = client(engine, mode, limits)) {
      assertThat(
              client.solve(spec().build(), session(base + "RUN sleep 20; echo awake\n"), told::add))
          .isNotNull();
    }
    assertThat(output()).contains("awake");
  }

  private JbuildException interrupted(BuildKitClient client, Runnable interruption)
      throws Exception {
    CountDownLatch asleep = new CountDownLatch(1);
    Consumer<BuildStatus> consumer =
        status -> {
          told.add(status);
          if (!status.logs().isEmpty()) {
            asleep.countDown();
          }
        };
    CompletableFuture<JbuildException> failure =
        CompletableFuture.supplyAsync(
            () ->
                catchThrowableOfType(
                    JbuildException.class,
                    () ->
                        client.solve(
                            spec().build(),
                            session(base + "RUN echo asleep; exec sleep 600\n"),
                            consumer)));
    assertThat(asleep.await(60, TimeUnit.SECONDS)).isTrue();
    interruption.run();
    return failure.get(60, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.41", "unknown"})
  void podman_refuses_since_it_has_no_buildkit(String version) {
    UpgradeRefused refusal =
        catchThrowableOfType(
            UpgradeRefused.class, () -> BuildKitClient.connect(engine(PODMAN), version));
    assertThat(refusal.status()).isEqualTo(404);
  }
}
