package io.github.jbuild.buildkit.transport;

import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Hands to gRPC what a dialer opens, wherever gRPC believes to connect. */
final class DialingSocketFactory extends SocketFactory {

  /** Errors of a build carry the whole Dockerfile and stacks in a header. */
  private static final int METADATA = 4 * 1024 * 1024;

  /** A burst of log lines comes as one message. */
  private static final int MESSAGE = 64 * 1024 * 1024;

  /** Opens a connection on which HTTP/2 may begin. */
  interface Opener {
    StreamSocket open() throws IOException;
  }

  private final Opener opener;
  private volatile @Nullable StreamSocket last;

  DialingSocketFactory(Opener opener) {
    this.opener = opener;
  }

  /**
   * A channel over these sockets. Its threads are gRPC's own, which are daemons.
   *
   * @param authority the host that requests name
   */
  ManagedChannel channel(String authority) {
    GrpcLog.quiet();
    // The address is never dialled. It is a literal, so that no name is looked up, and there is no
    // proxy on the way to it, whatever HTTPS_PROXY says.
    return OkHttpChannelBuilder.forAddress("127.0.0.1", 1)
        .overrideAuthority(authority)
        .socketFactory(this)
        .usePlaintext()
        .proxyDetector(address -> null)
        .disableRetry()
        .maxInboundMetadataSize(METADATA)
        .maxInboundMessageSize(MESSAGE)
        .build();
  }

  /** Whether a connection was made and is over. */
  boolean broken() {
    StreamSocket socket = last;
    return socket != null && socket.ended().isDone();
  }

  void close() {
    StreamSocket socket = last;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException closedAnyway) {
        return;
      }
    }
  }

  @Override
  public Socket createSocket() throws IOException {
    StreamSocket socket = opener.open();
    last = socket;
    return socket;
  }

  @Override
  public Socket createSocket(@Nullable String host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(
      @Nullable String host, int port, @Nullable InetAddress localHost, int localPort)
      throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(@Nullable InetAddress host, int port) throws IOException {
    return createSocket();
  }

  @Override
  public Socket createSocket(
      @Nullable InetAddress host, int port, @Nullable InetAddress localHost, int localPort)
      throws IOException {
    return createSocket();
  }
}
