package io.github.jbuild.buildkit.transport;

import io.github.jbuild.core.DaemonThreads;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Serves gRPC on one connection that is there already. No port is opened. */
public final class SocketServer implements AutoCloseable {

  private static final int METADATA = 4 * 1024 * 1024;
  private static final int MESSAGE = 64 * 1024 * 1024;

  private final StreamSocket socket;
  private final Server server;
  private final ExecutorService calls;

  private SocketServer(StreamSocket socket, Server server, ExecutorService calls) {
    this.socket = socket;
    this.server = server;
    this.calls = calls;
  }

  /** Begins to serve. Each call has a thread of its own, so that none waits for another. */
  public static SocketServer start(StreamSocket socket, List<ServerServiceDefinition> services)
      throws IOException {
    GrpcLog.quiet();
    ExecutorService calls = Executors.newCachedThreadPool(DaemonThreads.named("buildkit-session"));
    Server server =
        OkHttpServerBuilder.forPort(0, InsecureServerCredentials.create())
            .socketFactory(new OneSocket(socket).factory())
            .addServices(services)
            .executor(calls)
            // the engine may ask as often as it likes whether we are there
            .permitKeepAliveTime(0, TimeUnit.NANOSECONDS)
            .permitKeepAliveWithoutCalls(true)
            .maxInboundMetadataSize(METADATA)
            .maxInboundMessageSize(MESSAGE)
            .build()
            .start();
    return new SocketServer(socket, server, calls);
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(1, TimeUnit.SECONDS);
      socket.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException closedAnyway) {
      // nothing was left to say to the engine
    }
    calls.shutdownNow();
  }
}
