package io.github.jbuild.buildkit.session;

import io.github.jbuild.buildkit.transport.SocketServer;
import io.github.jbuild.buildkit.transport.StreamSocket;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A session on its connection. Closing it ends what the engine still does with it. */
public final class OpenSession implements AutoCloseable {

  private final StreamSocket socket;
  private final SocketServer server;

  private OpenSession(StreamSocket socket, SocketServer server) {
    this.socket = socket;
    this.server = server;
  }

  static OpenSession serve(StreamSocket socket, List<ServerServiceDefinition> services)
      throws IOException {
    try {
      return new OpenSession(socket, SocketServer.start(socket, services));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Completes when the engine dropped the session, its connection broke, or it was closed. */
  public CompletableFuture<Void> ended() {
    return socket.ended();
  }

  /**
   * A number that grows as long as the engine lives: it asks after the client's health every few
   * seconds, if it wants nothing else.
   */
  public long signsOfLife() {
    return socket.received();
  }

  @Override
  public void close() {
    server.close();
  }
}
