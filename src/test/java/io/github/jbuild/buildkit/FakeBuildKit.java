package io.github.jbuild.buildkit;

import io.github.jbuild.buildkit.proto.control.BytesMessage;
import io.github.jbuild.buildkit.proto.control.ListWorkersResponse;
import io.github.jbuild.buildkit.proto.control.SolveRequest;
import io.github.jbuild.buildkit.proto.control.SolveResponse;
import io.github.jbuild.buildkit.proto.control.StatusRequest;
import io.github.jbuild.buildkit.proto.control.StatusResponse;
import io.github.jbuild.buildkit.proto.control.WorkerRecord;
import io.github.jbuild.buildkit.transport.ConnectionMode;
import io.github.jbuild.buildkit.transport.Control;
import io.github.jbuild.buildkit.transport.Dialer;
import io.github.jbuild.buildkit.transport.EngineChannels;
import io.github.jbuild.buildkit.transport.EngineChannels.TunnelEnd;
import io.github.jbuild.buildkit.transport.SocketServer;
import io.github.jbuild.buildkit.transport.StreamSocket;
import io.github.jbuild.buildkit.transport.UnixSocketDialer;
import io.github.jbuild.testing.Background;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * The engine's side: takes connections in one way, dials into sessions, and answers a build as a
 * script says.
 */
final class FakeBuildKit implements AutoCloseable {

  /** What a build does. */
  interface Script {
    void build(FakeBuildKit engine, SolveRequest request, StreamObserver<SolveResponse> answer)
        throws Exception;
  }

  private final ServerSocketChannel server;
  private final Dialer dialer;
  private final ConnectionMode mode;
  private final Script script;
  private final List<StreamSocket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final CompletableFuture<StreamSocket> session = new CompletableFuture<>();
  private final CompletableFuture<ManagedChannel> intoSession = new CompletableFuture<>();
  private final CompletableFuture<StreamObserver<StatusResponse>> follower =
      new CompletableFuture<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile boolean refusing;
  private volatile boolean statusEndsWithTheBuild = true;

  FakeBuildKit(Path socket, ConnectionMode mode, Script script) {
    this.mode = mode;
    this.script = script;
    server = EngineChannels.listen(socket);
    dialer = new UnixSocketDialer(socket);
    Background.start(
        "fake-buildkit",
        () -> {
          while (true) {
            StreamSocket connection = EngineChannels.accept(server);
            sockets.add(connection);
            Background.start("fake-buildkit", () -> serve(connection));
          }
        });
  }

  Dialer dialer() {
    return dialer;
  }

  /** Calls into the client's session. */
  Channel session() {
    return intoSession.join();
  }

  /** Tells the client something. */
  void tell(StatusResponse status) {
    follower.join().onNext(status);
  }

  /** Ends the stream of what is told. */
  void tellNothingMore(Status status) {
    statusEndsWithTheBuild = false;
    if (status.isOk()) {
      follower.join().onCompleted();
    } else {
      follower.join().onError(status.asRuntimeException());
    }
  }

  /** Leaves the stream open when the build is answered. */
  void keepTelling() {
    statusEndsWithTheBuild = false;
  }

  /** Takes no session from now on. */
  void refuseSessions() {
    refusing = true;
  }

  /** Waits until the client cancels. */
  void awaitCancelled() throws InterruptedException {
    cancelled.await();
  }

  /** The heads of the requests of HTTP/1.1. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  void dropSession() throws IOException {
    session.join().close();
  }

  void dropEverything() throws IOException {
    server.close();
    for (StreamSocket socket : sockets) {
      socket.close();
    }
  }

  private void serve(StreamSocket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
    if (head.indexOf("PRI * HTTP/2.0") == 0) {
      if (mode == ConnectionMode.DIRECT) {
        serveControl(
            EngineChannels.unread(socket, head.toString().getBytes(StandardCharsets.ISO_8859_1)));
      } else {
        answer(socket, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        socket.close();
      }
      return;
    }
    heads.add(head.toString());
    if (head.indexOf("POST /grpc ") == 0 && mode != ConnectionMode.DIRECT) {
      answer(socket, "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
      serveControl(socket);
    } else if (refusing) {
      answer(
          socket,
          "HTTP/1.1 400 Bad Request\r\nContent-Length: 21\r\n\r\n{\"message\":\"no more\"}");
    } else if (head.indexOf("POST /session ") == 0 && mode == ConnectionMode.UPGRADE) {
      answer(socket, "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
      enter(socket);
    } else {
      answer(socket, "HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nnot found");
    }
  }

  private static void answer(StreamSocket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void enter(StreamSocket socket) {
    session.complete(socket);
    intoSession.complete(EngineChannels.into(socket));
  }

  @SuppressWarnings("resource") // lives as long as the connection, which close() closes
  private void serveControl(StreamSocket socket) throws IOException {
    SocketServer.start(
        socket,
        List.of(
            ServerServiceDefinition.builder(Control.SERVICE)
                .addMethod(
                    Control.LIST_WORKERS,
                    ServerCalls.asyncUnaryCall((request, answer) -> listWorkers(answer)))
                .addMethod(Control.SOLVE, ServerCalls.asyncUnaryCall(this::solve))
                .addMethod(Control.STATUS, ServerCalls.asyncServerStreamingCall(this::status))
                .addMethod(
                    Control.SESSION,
                    ServerCalls.asyncBidiStreamingCall(
                        answers -> {
                          TunnelEnd end =
                              new TunnelEnd((ServerCallStreamObserver<BytesMessage>) answers);
                          Background.start("fake-buildkit", () -> enter(end.socket()));
                          return end;
                        }))
                .build()));
  }

  private static void listWorkers(StreamObserver<ListWorkersResponse> answer) {
    answer.onNext(
        ListWorkersResponse.newBuilder()
            .addRecord(WorkerRecord.newBuilder().setId("fake"))
            .build());
    answer.onCompleted();
  }

  private void solve(SolveRequest request, StreamObserver<SolveResponse> answer) {
    ((ServerCallStreamObserver<SolveResponse>) answer).setOnCancelHandler(cancelled::countDown);
    Background.start(
        "fake-buildkit",
        () -> {
          script.build(this, request, answer);
          if (statusEndsWithTheBuild) {
            follower.join().onCompleted();
          }
        });
  }

  private void status(StatusRequest request, StreamObserver<StatusResponse> answer) {
    ((ServerCallStreamObserver<StatusResponse>) answer).setOnCancelHandler(() -> {});
    follower.complete(answer);
  }

  @Override
  public void close() {
    if (intoSession.isDone()) {
      intoSession.join().shutdownNow();
    }
    try {
      dropEverything();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
