package io.github.jbuild.buildkit.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.buildkit.proto.control.BytesMessage;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TunnelTest {

  private static final int LARGE = 32 * 1024 * 1024;

  private final CompletableFuture<ServerCall<BytesMessage, BytesMessage>> call =
      new CompletableFuture<>();
  private final CompletableFuture<Metadata> metadata = new CompletableFuture<>();
  private final AtomicLong arrived = new AtomicLong();
  private final CompletableFuture<Void> all = new CompletableFuture<>();

  @TempDir Path folder;
  private ServerSocketChannel listener;
  private CompletableFuture<SocketServer> engine;
  private Connection connection;

  @BeforeEach
  void connect() {
    listener = EngineChannels.listen(folder.resolve("s"));
    engine =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return SocketServer.start(EngineChannels.accept(listener), List.of(control()));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    connection =
        Connection.of(
            new UnixSocketDialer(folder.resolve("s")), ConnectionMode.DIRECT, "the test wants it");
  }

  @AfterEach
  void disconnect() throws IOException {
    connection.close();
    engine.join().close();
    listener.close();
  }

  private ServerServiceDefinition control() {
    return ServerServiceDefinition.builder(Control.SERVICE)
        .addMethod(
            Control.SESSION,
            (session, headers) -> {
              metadata.complete(headers);
              call.complete(session);
              return new ServerCall.Listener<BytesMessage>() {
                @Override
                public void onMessage(BytesMessage message) {
                  if (arrived.addAndGet(message.getData().size()) == LARGE) {
                    all.complete(null);
                  }
                  session.request(1);
                }
              };
            })
        .build();
  }

  @Test
  void a_writer_waits_for_an_engine_that_does_not_read() throws Exception {
    StreamSocket tunnel = connection.openSession(List.of());
    CompletableFuture<Void> written = new CompletableFuture<>();
    Thread writer =
        new Thread(
            () -> {
              try {
                tunnel.getOutputStream().write(new byte[LARGE]);
                written.complete(null);
              } catch (IOException e) {
                written.completeExceptionally(e);
              }
            });
    writer.start();
    call.get(60, TimeUnit.SECONDS);
    while (writer.getState() != Thread.State.WAITING && writer.isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(written).isNotDone();
    assertThat(arrived).hasValue(0);
    call.join().request(1);
    written.get(60, TimeUnit.SECONDS);
    all.get(60, TimeUnit.SECONDS);
  }

  @Test
  void headers_travel_as_metadata_and_may_repeat() throws Exception {
    connection.openSession(List.of(new Header("X-Method", "/a"), new Header("X-Method", "/b")));
    assertThat(
            metadata
                .get(60, TimeUnit.SECONDS)
                .getAll(Metadata.Key.of("x-method", Metadata.ASCII_STRING_MARSHALLER)))
        .containsExactly("/a", "/b");
  }

  @Test
  void an_engine_that_ends_the_call_ends_the_stream() throws Exception {
    StreamSocket tunnel = connection.openSession(List.of());
    call.get(60, TimeUnit.SECONDS).close(Status.OK, new Metadata());
    assertThat(tunnel.getInputStream().read()).isEqualTo(-1);
    tunnel.ended().get(60, TimeUnit.SECONDS);
  }

  @Test
  void an_engine_that_refuses_says_why() throws Exception {
    StreamSocket tunnel = connection.openSession(List.of());
    call.get(60, TimeUnit.SECONDS)
        .close(Status.INTERNAL.withDescription("no sessions here"), new Metadata());
    assertThatThrownBy(() -> tunnel.getInputStream().read())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no sessions here");
    assertThatThrownBy(() -> tunnel.getOutputStream().write(1)).isInstanceOf(IOException.class);
  }

  @Test
  void closing_frees_who_reads() throws Exception {
    StreamSocket tunnel = connection.openSession(List.of());
    CompletableFuture<Object> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return tunnel.getInputStream().read();
              } catch (IOException e) {
                return e;
              }
            });
    call.get(60, TimeUnit.SECONDS);
    tunnel.close();
    assertThat(read.get(60, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
  }
}
