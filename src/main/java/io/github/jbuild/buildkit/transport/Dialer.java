package io.github.jbuild.buildkit.transport;

import java.io.IOException;
import java.net.Socket;

/**
 * Opens connections to one endpoint: a Unix socket, TCP, TLS, or whatever else looks like a socket.
 * Each call makes a new connection, ready for the first byte of HTTP. Reading and writing at the
 * same time must be possible.
 */
@FunctionalInterface
public interface Dialer {

  /**
   * Opens a connection.
   *
   * @throws IOException if nothing answers there
   */
  Socket dial() throws IOException;

  /** What requests name as their host; over TLS the name in the endpoint's certificate. */
  default String authority() {
    return "localhost";
  }
}
