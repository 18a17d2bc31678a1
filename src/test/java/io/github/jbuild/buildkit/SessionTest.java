package io.github.jbuild.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.jbuild.buildkit.proto.control.BytesMessage;
import io.github.jbuild.buildkit.proto.health.HealthCheckRequest;
import io.github.jbuild.buildkit.proto.health.HealthCheckResponse;
import io.github.jbuild.buildkit.proto.health.HealthCheckResponse.ServingStatus;
import io.github.jbuild.buildkit.session.OpenSession;
import io.github.jbuild.buildkit.session.Session;
import io.github.jbuild.buildkit.transport.Connection;
import io.github.jbuild.buildkit.transport.ConnectionMode;
import io.github.jbuild.buildkit.transport.Rpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {

  private static final MethodDescriptor<HealthCheckRequest, HealthCheckResponse> CHECK =
      Rpc.unary(
          "grpc.health.v1.Health",
          "Check",
          HealthCheckRequest.getDefaultInstance(),
          HealthCheckResponse.getDefaultInstance());

  @TempDir Path folder;

  private FakeBuildKit engine(ConnectionMode mode) {
    return new FakeBuildKit(folder.resolve("s"), mode, (fake, request, answer) -> {});
  }

  private static Connection connection(FakeBuildKit engine, ConnectionMode mode) {
    return Connection.of(engine.dialer(), mode, "the test wants it");
  }

  private static Session session(EchoService echo) {
    return Session.of("näme", "key", List.of(echo));
  }

  private static <Q, A> A call(Channel channel, MethodDescriptor<Q, A> method, Q request) {
    return ClientCalls.blockingUnaryCall(
        channel, method, CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS), request);
  }

  private static ServingStatus health(Channel channel) {
    return call(channel, CHECK, HealthCheckRequest.getDefaultInstance()).getStatus();
  }

  @ParameterizedTest
  @EnumSource
  void the_engine_reaches_what_is_offered(ConnectionMode mode) throws Exception {
    byte[] large = new byte[20_000_000];
    new Random(1).nextBytes(large);
    try (FakeBuildKit engine = engine(mode);
        Connection connection = connection(engine, mode);
        OpenSession open = session(new EchoService(0)).open(connection)) {
      BytesMessage message = BytesMessage.newBuilder().setData(ByteString.copyFrom(large)).build();
      assertThat(call(engine.session(), EchoService.ECHO, message)).isEqualTo(message);
      assertThat(health(engine.session())).isEqualTo(ServingStatus.SERVING);
      assertThat(open.signsOfLife()).isGreaterThan(large.length);
      assertThat(open.ended()).isNotDone();
    }
  }

  @Test
  void announces_each_method_in_a_header_of_its_own() throws Exception {
    try (FakeBuildKit engine = engine(ConnectionMode.UPGRADE);
        Connection connection = connection(engine, ConnectionMode.UPGRADE)) {
      Session session = session(new EchoService(0));
      session.open(connection).close();
      assertThat(engine.heads())
          .singleElement()
          .satisfies(
              head ->
                  assertThat(head.lines())
                      .contains(
                          "X-Docker-Expose-Session-Uuid: " + session.id(),
                          "X-Docker-Expose-Session-Name: n_me",
                          "X-Docker-Expose-Session-Sharedkey: key",
                          "X-Docker-Expose-Session-Grpc-Method: /grpc.health.v1.Health/Check",
                          "X-Docker-Expose-Session-Grpc-Method: /test.Echo/Echo",
                          "X-Docker-Expose-Session-Grpc-Method: /test.Echo/Hang"));
    }
  }

  @Test
  void sessions_have_names_of_their_own() {
    assertThat(session(new EchoService(0)).id()).isNotEqualTo(session(new EchoService(0)).id());
  }

  @ParameterizedTest
  @EnumSource
  void health_does_not_wait_for_calls_that_hang(ConnectionMode mode) throws Exception {
    EchoService echo = new EchoService(90);
    try (FakeBuildKit engine = engine(mode);
        Connection connection = connection(engine, mode);
        OpenSession open = session(echo).open(connection)) {
      for (int i = 0; i < 90; i++) {
        ClientCalls.asyncUnaryCall(
            engine.session().newCall(EchoService.HANG, CallOptions.DEFAULT),
            BytesMessage.getDefaultInstance(),
            new NobodyCares());
      }
      assertThat(echo.awaitHanging()).isTrue();
      assertThat(health(engine.session())).isEqualTo(ServingStatus.SERVING);
      assertThat(open.ended()).isNotDone();
    }
  }

  @ParameterizedTest
  @EnumSource
  void tells_when_the_engine_drops_it(ConnectionMode mode) throws Exception {
    try (FakeBuildKit engine = engine(mode);
        Connection connection = connection(engine, mode);
        OpenSession open = session(new EchoService(0)).open(connection)) {
      assertThat(health(engine.session())).isEqualTo(ServingStatus.SERVING);
      engine.dropSession();
      open.ended().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void takes_the_tunnel_where_the_engine_has_no_session_endpoint() throws Exception {
    try (FakeBuildKit engine = engine(ConnectionMode.UPGRADE_AND_TUNNEL);
        Connection connection = connection(engine, ConnectionMode.UPGRADE);
        OpenSession open = session(new EchoService(0)).open(connection)) {
      assertThat(health(engine.session())).isEqualTo(ServingStatus.SERVING);
      assertThat(open.ended()).isNotDone();
    }
  }

  @Test
  void a_shared_key_that_no_header_can_carry_is_refused() throws Exception {
    try (FakeBuildKit engine = engine(ConnectionMode.UPGRADE);
        Connection connection = connection(engine, ConnectionMode.UPGRADE)) {
      Session session = Session.of("name", "key\r\nX-Other: header", List.of());
      assertThatThrownBy(() -> session.open(connection))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static final class NobodyCares implements StreamObserver<BytesMessage> {

    @Override
    public void onNext(BytesMessage message) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}
