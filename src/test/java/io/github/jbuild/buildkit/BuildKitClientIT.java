package io.github.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.buildkit.filesync.FileSyncService;
import io.github.jbuild.buildkit.filesync.MemorySource;
import io.github.jbuild.buildkit.filesync.TransferListener;
import io.github.jbuild.buildkit.session.Session;
import io.github.jbuild.buildkit.transport.BuildKitdProxy;
import io.github.jbuild.buildkit.transport.Certificates;
import io.github.jbuild.buildkit.transport.Connection;
import io.github.jbuild.buildkit.transport.TcpDialer;
import io.github.jbuild.buildkit.transport.UnixSocketDialer;
import io.github.jbuild.buildkit.transport.UpgradeRefused;
import io.github.jbuild.buildkit.transport.Way;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.it.TestBed;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import org.junit.jupiter.params.provider.EnumSource;

/** The client against Docker's engine, and against it behind a proxy that stands for buildkitd. */
class BuildKitClientIT {

  private static final String BASE = "FROM jbuild-testbed/rootfs\n";

  private final Collection<BuildStatus> told = new ConcurrentLinkedQueue<>();

  @TempDir Path folder;

  private static UnixSocketDialer engine() {
    return new UnixSocketDialer(
        Path.of(URI.create(TestBed.variable("JBUILD_TESTBED_HOST")).getPath()));
  }

  private static BuildKitClient client(Way way) {
    return new BuildKitClient(Connection.of(engine(), way, "the test wants it"), Limits.DEFAULT);
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
        session(BASE + "RUN echo hello from $(uname -m)\n"),
        told::add);
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
  @EnumSource(
      value = Way.class,
      names = {"UPGRADE", "UPGRADE_AND_TUNNEL"})
  void builds_an_image_and_tells_what_happens(Way way) {
    try (BuildKitClient client = client(way)) {
      SolveResult result = hello(client);
      String image = result.imageDigest().orElseThrow();
      TestBed.docker("image", "inspect", image).succeeds();
      TestBed.docker("image", "rm", image).succeeds();
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
      assertThat(client.way()).isEqualTo(Way.UPGRADE);
      assertThat(client.reason()).contains("/grpc");
    }
    try (BuildKitClient client = BuildKitClient.connect(engine(), "1.41")) {
      assertThat(client.way()).isEqualTo(Way.UPGRADE);
      assertThat(client.reason()).contains("1.41");
    }
  }

  @Test
  void lists_workers() {
    try (BuildKitClient client = client(Way.UPGRADE)) {
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
      assertThat(client.way()).isEqualTo(Way.DIRECT);
      assertThat(hello(client).response()).isNotEmpty();
    }
    assertThat(output()).contains("hello from aarch64");
  }

  @Test
  void builds_with_buildkitd_over_tcp() throws IOException {
    try (BuildKitdProxy buildkitd = BuildKitdProxy.onTcp(engine());
        BuildKitClient client =
            BuildKitClient.connect(TcpDialer.plain("127.0.0.1", buildkitd.port()), null)) {
      assertThat(client.way()).isEqualTo(Way.DIRECT);
      assertThat(hello(client).response()).isNotEmpty();
    }
  }

  @Test
  void builds_with_buildkitd_over_tls_with_client_certificates() throws Exception {
    Certificates certificates = new Certificates(folder);
    try (BuildKitdProxy buildkitd = BuildKitdProxy.onTls(engine(), certificates.server());
        BuildKitClient client =
            BuildKitClient.connect(
                TcpDialer.tls("127.0.0.1", buildkitd.port(), certificates.client()), null)) {
      assertThat(client.way()).isEqualTo(Way.DIRECT);
      assertThat(hello(client).response()).isNotEmpty();
      assertThat(buildkitd.protocols()).containsOnly("h2");
    }
  }

  @Test
  void a_step_that_fails_has_its_exit_code() {
    try (BuildKitClient client = client(Way.UPGRADE)) {
      SolveFailure failure = failure(client, BASE + "RUN echo too bad; exit 7\n");
      assertThat(failure.exitCode()).hasValue(7);
    }
    assertThat(output()).contains("too bad");
    assertThat(vertexes()).anySatisfy(vertex -> assertThat(vertex.error()).contains("7"));
  }

  @Test
  void a_dockerfile_that_is_wrong_has_its_line() {
    try (BuildKitClient client = client(Way.UPGRADE)) {
      SolveFailure failure = failure(client, BASE + "RUN true\nRUNN false\n");
      assertThat(failure.sources())
          .singleElement()
          .satisfies(lines -> assertThat(lines.first()).isEqualTo(3));
    }
  }

  private SolveFailure failure(BuildKitClient client, String dockerfile) {
    return catchThrowableOfType(
        SolveFailure.class,
        () ->
            client.solve(spec().export("moby", Map.of()).build(), session(dockerfile), told::add));
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"UPGRADE", "UPGRADE_AND_TUNNEL"})
  void a_build_that_is_cancelled_ends_at_the_engine_too(Way way) throws Exception {
    try (BuildKitClient client = client(way)) {
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
                            session(BASE + "RUN echo asleep; exec sleep 600\n"),
                            consumer)));
    assertThat(asleep.await(60, TimeUnit.SECONDS)).isTrue();
    interruption.run();
    return failure.get(60, TimeUnit.SECONDS);
  }

  @Test
  void an_http_server_without_buildkit_refuses_in_its_words() {
    UpgradeRefused refusal =
        catchThrowableOfType(
            UpgradeRefused.class,
            () -> BuildKitClient.connect(TcpDialer.plain("127.0.0.1", registryPort()), "1.41"));
    assertThat(refusal.status()).isEqualTo(404);
  }

  private static int registryPort() {
    return URI.create("http://" + TestBed.variable("JBUILD_TESTBED_REGISTRY")).getPort();
  }
}
