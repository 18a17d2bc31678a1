package io.github.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.github.jbuild.buildkit.proto.control.SolveRequest;
import io.github.jbuild.buildkit.proto.control.SolveResponse;
import io.github.jbuild.buildkit.proto.control.StatusResponse;
import io.github.jbuild.buildkit.proto.control.Vertex;
import io.github.jbuild.buildkit.proto.control.VertexLog;
import io.github.jbuild.buildkit.session.Session;
import io.github.jbuild.buildkit.transport.Connection;
import io.github.jbuild.buildkit.transport.ConnectionMode;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class SolveTest {

  private static final Limits PATIENT =
      new Limits(Duration.ofSeconds(90), Duration.ofSeconds(30), Duration.ofSeconds(30));

  /** For an engine that says no more after a build. */
  private static final Limits SHORT_DRAIN =
      new Limits(Duration.ofSeconds(90), Duration.ofMillis(100), Duration.ofSeconds(30));

  /** For an engine that says nothing at all. */
  private static final Limits SHORT_SILENCE =
      new Limits(Duration.ofMillis(600), Duration.ofSeconds(30), Duration.ofSeconds(30));

  private final Collection<BuildStatus> told = new ConcurrentLinkedQueue<>();

  @TempDir Path folder;

  private FakeBuildKit engine(ConnectionMode mode, FakeBuildKit.Script script) {
    return new FakeBuildKit(folder.resolve("s"), mode, script);
  }

  private static BuildKitClient client(FakeBuildKit engine, ConnectionMode mode, Limits limits) {
    return new BuildKitClient(Connection.of(engine.dialer(), mode, "the test wants it"), limits);
  }

  private SolveResult solve(BuildKitClient client) {
    return solve(client, told::add);
  }

  private static SolveResult solve(BuildKitClient client, Consumer<BuildStatus> consumer) {
    return client.solve(
        SolveSpec.of(new DockerfileFrontend()).build(),
        Session.of("test", "key", List.of()),
        consumer);
  }

  private static void succeed(StreamObserver<SolveResponse> answer) {
    answer.onNext(SolveResponse.newBuilder().putExporterResponse("image.name", "a:1").build());
    answer.onCompleted();
  }

  private static StatusResponse vertex(String name, String error) {
    return StatusResponse.newBuilder()
        .addVertexes(Vertex.newBuilder().setName(name).setError(error))
        .build();
  }

  private List<String> names() {
    return told.stream()
        .flatMap(status -> status.vertexes().stream())
        .map(vertex -> vertex.name() + vertex.error())
        .toList();
  }

  private JbuildException lost(ConnectionMode mode, Limits limits, FakeBuildKit.Script script) {
    try (FakeBuildKit engine = engine(mode, script);
        BuildKitClient client = client(engine, mode, limits)) {
      JbuildException failure = catchThrowableOfType(JbuildException.class, () -> solve(client));
      assertThat(failure.hint()).isPresent();
      return failure;
    }
  }

  @ParameterizedTest
  @EnumSource
  void hands_on_what_the_engine_tells_to_its_last_word(ConnectionMode mode) {
    FakeBuildKit.Script script =
        (engine, request, answer) -> {
          engine.tell(vertex("one", ""));
          engine.keepTelling();
          succeed(answer);
          engine.tell(vertex("two", ""));
          engine.tellNothingMore(Status.OK);
        };
    try (FakeBuildKit engine = engine(mode, script);
        BuildKitClient client = client(engine, mode, PATIENT)) {
      assertThat(solve(client).response()).containsExactly(Map.entry("image.name", "a:1"));
    }
    assertThat(names()).containsExactly("one", "two");
  }

  @Test
  void does_not_wait_forever_for_a_last_word() {
    FakeBuildKit.Script script =
        (engine, request, answer) -> {
          engine.keepTelling();
          succeed(answer);
        };
    try (FakeBuildKit engine = engine(ConnectionMode.DIRECT, script);
        BuildKitClient client = client(engine, ConnectionMode.DIRECT, SHORT_DRAIN)) {
      assertThat(solve(client).response()).isNotEmpty();
    }
  }

  @Test
  void a_large_burst_of_output_arrives() {
    ByteString output = ByteString.copyFrom(new byte[20_000_000]);
    FakeBuildKit.Script script =
        (engine, request, answer) -> {
          engine.tell(
              StatusResponse.newBuilder().addLogs(VertexLog.newBuilder().setMsg(output)).build());
          succeed(answer);
        };
    try (FakeBuildKit engine = engine(ConnectionMode.UPGRADE, script);
        BuildKitClient client = client(engine, ConnectionMode.UPGRADE, PATIENT)) {
      assertThat(solve(client).response()).isNotEmpty();
    }
    assertThat(told)
        .singleElement()
        .satisfies(status -> assertThat(status.logs().get(0).data()).hasSize(20_000_000));
  }

  @Test
  void a_failed_build_has_the_engines_words() {
    FakeBuildKit.Script script =
        (engine, request, answer) -> {
          engine.tell(vertex("one", "exit code: 3"));
          answer.onError(
              Status.UNKNOWN.withDescription("process: exit code: 3").asRuntimeException());
        };
    try (FakeBuildKit engine = engine(ConnectionMode.UPGRADE, script);
        BuildKitClient client = client(engine, ConnectionMode.UPGRADE, PATIENT)) {
      SolveFailure failure = catchThrowableOfType(SolveFailure.class, () -> solve(client));
      assertThat(failure.message()).isEqualTo("process: exit code: 3");
      assertThat(failure.exitCode()).hasValue(3);
    }
    assertThat(names()).containsExactly("oneexit code: 3");
  }

  @Test
  void a_build_that_never_began_needs_no_status() {
    FakeBuildKit.Script script =
        (engine, request, answer) -> {
          answer.onError(
              Status.UNKNOWN.withDescription("network.host is not allowed").asRuntimeException());
          engine.tellNothingMore(Status.UNKNOWN.withDescription("no such job x"));
        };
    try (FakeBuildKit engine = engine(ConnectionMode.UPGRADE, script);
        BuildKitClient client = client(engine, ConnectionMode.UPGRADE, PATIENT)) {
      assertThatThrownBy(() -> solve(client))
          .isInstanceOf(SolveFailure.class)
          .hasMessage("network.host is not allowed");
    }
  }

  @Test
  void a_registry_that_is_unavailable_is_no_lost_engine() {
    FakeBuildKit.Script script =
        (engine, request, answer) ->
            answer.onError(
                Status.UNAVAILABLE.withDescription("registry: 503").asRuntimeException());
    try (FakeBuildKit engine = engine(ConnectionMode.UPGRADE, script);
        BuildKitClient client = client(engine, ConnectionMode.UPGRADE, PATIENT)) {
      assertThatThrownBy(() -> solve(client))
          .isInstanceOf(SolveFailure.class)
          .hasMessage("registry: 503");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_cancelled_build_is_cancelled_at_the_engine_and_tells_how_it_ended(ConnectionMode mode)
      throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    FakeBuildKit.Script script =
        (engine, request, answer) -> {
          running.countDown();
          engine.awaitCancelled();
          engine.tell(vertex("one", "context canceled"));
        };
    try (FakeBuildKit engine = engine(mode, script);
        BuildKitClient client = client(engine, mode, PATIENT)) {
      CompletableFuture<JbuildException> failure =
          CompletableFuture.supplyAsync(
              () -> catchThrowableOfType(JbuildException.class, () -> solve(client)));
      assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
      client.cancel();
      assertThat(failure.get(60, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CANCELLED);
      assertThatThrownBy(() -> solve(client)).hasMessage("the build was cancelled");
    }
    assertThat(names()).containsExactly("onecontext canceled");
  }

  @Test
  void an_interrupt_cancels_the_build() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    FakeBuildKit.Script script =
        (engine, request, answer) -> {
          running.countDown();
          engine.awaitCancelled();
        };
    try (FakeBuildKit engine = engine(ConnectionMode.UPGRADE, script);
        BuildKitClient client = client(engine, ConnectionMode.UPGRADE, PATIENT)) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  solve(client);
                } catch (JbuildException e) {
                  failure.complete(e);
                }
              });
      thread.start();
      assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
      thread.interrupt();
      assertThat(failure.get(60, TimeUnit.SECONDS)).hasMessage("the build was cancelled");
      engine.awaitCancelled();
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_engine_that_goes_away_is_told(ConnectionMode mode) {
    JbuildException failure =
        lost(mode, PATIENT, (engine, request, answer) -> engine.dropEverything());
    assertThat(failure.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(failure.message()).isEqualTo("the engine closed the connection during the build");
  }

  @ParameterizedTest
  @EnumSource
  void a_session_that_goes_away_ends_the_build(ConnectionMode mode) {
    CountDownLatch cancelled = new CountDownLatch(1);
    JbuildException failure =
        lost(
            mode,
            PATIENT,
            (engine, request, answer) -> {
              engine.dropSession();
              engine.awaitCancelled();
              cancelled.countDown();
            });
    assertThat(failure.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(failure.message()).isEqualTo("the engine dropped the build's session");
    assertThat(cancelled.getCount()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void an_engine_that_is_silent_is_given_up(ConnectionMode mode) {
    JbuildException failure =
        lost(mode, SHORT_SILENCE, (engine, request, answer) -> engine.awaitCancelled());
    assertThat(failure.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(failure.message()).startsWith("the engine was silent");
  }

  @Test
  void an_engine_that_stops_by_itself_is_told() {
    JbuildException failure =
        lost(
            ConnectionMode.UPGRADE,
            PATIENT,
            (engine, request, answer) ->
                answer.onError(
                    Status.CANCELLED.withDescription("context canceled").asRuntimeException()));
    assertThat(failure.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(failure.message()).isEqualTo("the engine cancelled the build");
  }

  @Test
  void a_consumer_that_throws_ends_the_build() throws Exception {
    FakeBuildKit.Script script =
        (engine, request, answer) -> {
          engine.tell(vertex("one", ""));
          engine.awaitCancelled();
        };
    try (FakeBuildKit engine = engine(ConnectionMode.UPGRADE, script);
        BuildKitClient client = client(engine, ConnectionMode.UPGRADE, PATIENT)) {
      assertThatThrownBy(
              () ->
                  solve(
                      client,
                      status -> {
                        throw new IllegalStateException("full");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("full");
      engine.awaitCancelled();
    }
  }

  @Test
  void a_session_that_is_refused_is_told() {
    try (FakeBuildKit engine = engine(ConnectionMode.UPGRADE, (fake, request, answer) -> {});
        BuildKitClient client = client(engine, ConnectionMode.UPGRADE, PATIENT)) {
      engine.refuseSessions();
      JbuildException failure = catchThrowableOfType(JbuildException.class, () -> solve(client));
      assertThat(failure.kind()).isEqualTo(Kind.ENVIRONMENT);
      assertThat(failure.message()).isEqualTo("the engine does not open a session");
      assertThat(failure.details()).containsExactly("/session was rejected: HTTP 400, no more");
    }
  }

  @Test
  void an_engine_that_is_gone_before_the_build_is_told() {
    FakeBuildKit engine = engine(ConnectionMode.UPGRADE, (fake, request, answer) -> {});
    try (BuildKitClient client = client(engine, ConnectionMode.UPGRADE, PATIENT)) {
      engine.close();
      JbuildException failure = catchThrowableOfType(JbuildException.class, () -> solve(client));
      assertThat(failure.kind()).isEqualTo(Kind.ENVIRONMENT);
    }
  }

  @Test
  void engines_of_all_ages_find_the_exporter_and_the_caches() {
    SolveSpec spec =
        SolveSpec.of(new DockerfileFrontend().target("runtime").network("host"))
            .export("moby", Map.of("name", "a:1"))
            .cacheFrom("registry", Map.of("ref", "r/a:cache"))
            .cacheTo("inline", Map.of())
            .build();
    SolveRequest request = SolveRequests.of(spec, "s1");
    assertThat(request.getRef()).isEqualTo(spec.ref());
    assertThat(request.getSession()).isEqualTo("s1");
    assertThat(request.getFrontend()).isEqualTo("dockerfile.v0");
    assertThat(request.getExporterDeprecated()).isEqualTo("moby");
    assertThat(request.getExporterAttrsDeprecatedMap()).containsEntry("name", "a:1");
    assertThat(request.getExporters(0).getAttrsMap()).containsEntry("name", "a:1");
    assertThat(request.getCache().getImports(0).getAttrsMap()).containsEntry("ref", "r/a:cache");
    assertThat(request.getCache().getExports(0).getType()).isEqualTo("inline");
    assertThat(request.getEntitlementsList()).containsExactly("network.host");
    assertThat(request.getFrontendAttrsMap())
        .containsEntry("target", "runtime")
        .containsEntry("force-network-mode", "host")
        .containsEntry(
            "cache-imports", "[{\"Attrs\":{\"ref\":\"r/a:cache\"},\"Type\":\"registry\"}]");
  }

  @Test
  void a_build_without_exporter_names_none() {
    SolveRequest request =
        SolveRequests.of(SolveSpec.of("gateway.v0", Map.of("source", "a")).build(), "s");
    assertThat(request.getExporterDeprecated()).isEmpty();
    assertThat(request.getExportersList()).isEmpty();
    assertThat(request.getFrontendAttrsMap()).containsExactly(Map.entry("source", "a"));
  }
}
