package io.github.jbuild.buildkit.transport;

import io.github.jbuild.testing.Background;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Stands for a stand-alone buildkitd, which takes HTTP/2 from the first byte: makes the upgrade at
 * Docker's engine itself, and hands on bytes.
 */
public final class BuildKitdProxy implements AutoCloseable {

  private final Dialer engine;
  private final Closeable listener;
  private final int port;
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final List<String> protocols = new CopyOnWriteArrayList<>();
  private volatile boolean frozen;

  private interface Acceptor {
    Socket accept() throws IOException;
  }

  private BuildKitdProxy(Dialer engine, Closeable listener, int port, Acceptor acceptor) {
    this.engine = engine;
    this.listener = listener;
    this.port = port;
    Background.start(
        "buildkitd-proxy",
        () -> {
          while (true) {
            Socket near = acceptor.accept();
            Background.start("buildkitd-proxy", () -> serve(near));
          }
        });
  }

  /** Listens on a Unix socket. */
  public static BuildKitdProxy onUnixSocket(Dialer engine, Path path) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    return new BuildKitdProxy(engine, server, 0, () -> accept(server));
  }

  /** Listens on a port of the loopback. */
  public static BuildKitdProxy onTcp(Dialer engine) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new BuildKitdProxy(engine, server, server.getLocalPort(), server::accept);
  }

  /** Listens on a port of the loopback and wants the certificate of a client. */
  public static BuildKitdProxy onTls(Dialer engine, SSLContext tls) throws IOException {
    SSLServerSocket server =
        (SSLServerSocket)
            tls.getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SSLParameters parameters = server.getSSLParameters();
    parameters.setNeedClientAuth(true);
    parameters.setApplicationProtocols(new String[] {"h2"});
    server.setSSLParameters(parameters);
    return new BuildKitdProxy(engine, server, server.getLocalPort(), server::accept);
  }

  static StreamSocket accept(ServerSocketChannel server) throws IOException {
    SocketChannel channel = server.accept();
    return UnixSocketDialer.socket(channel);
  }

  /** The port that it listens on; 0 for a Unix socket. */
  public int port() {
    return port;
  }

  /** What was agreed on by ALPN, for each connection over TLS. */
  public List<String> protocols() {
    return List.copyOf(protocols);
  }

  /** Breaks every connection and takes no more. */
  public void cut() {
    close();
  }

  /** Swallows everything from now on, without ending a connection. */
  public void freeze() {
    frozen = true;
  }

  private void serve(Socket near) throws IOException {
    open.add(near);
    if (near instanceof SSLSocket secure) {
      secure.startHandshake();
      protocols.add(secure.getApplicationProtocol());
    }
    Socket far = Upgrade.at(engine, "/grpc", List.of());
    open.add(far);
    Background.start("buildkitd-proxy", () -> copy(near, far));
    copy(far, near);
  }

  private void copy(Socket from, Socket to) throws IOException {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[64 * 1024];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!frozen) {
          out.write(buffer, 0, count);
          out.flush();
        }
      }
    } finally {
      from.close();
      to.close();
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Closeable connection : open) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
