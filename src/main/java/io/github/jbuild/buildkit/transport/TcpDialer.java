package io.github.jbuild.buildkit.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Dials TCP, with TLS or without. Over TLS the certificate must name the host, and both HTTP/2 and
 * HTTP/1.1 are offered.
 */
public final class TcpDialer implements Dialer {

  /** For a connection and for a handshake each, in milliseconds. */
  private static final int PATIENCE = 20_000;

  private final String host;
  private final int port;
  private final @Nullable SSLContext tlsOrNull;
  private final String[] protocols;

  private TcpDialer(String host, int port, @Nullable SSLContext tlsOrNull, String... protocols) {
    this.host = host;
    this.port = port;
    this.tlsOrNull = tlsOrNull;
    this.protocols = protocols.clone();
  }

  /** Dials without encryption. */
  public static TcpDialer plain(String host, int port) {
    return new TcpDialer(host, port, null);
  }

  /**
   * Dials with TLS.
   *
   * @param tls whom to trust, and the client's certificate
   */
  public static TcpDialer tls(String host, int port, SSLContext tls) {
    return new TcpDialer(host, port, tls, "h2", "http/1.1");
  }

  @Override
  public String authority() {
    String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return name + ":" + port;
  }

  @Override
  public Socket dial() throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), PATIENCE);
      if (tlsOrNull == null) {
        return StreamSocket.of(socket);
      }
      SSLSocket secure = secure(socket, tlsOrNull);
      // Closing the TLS socket waits for a writer that is stuck; closing the connection below frees
      // it.
      return StreamSocket.of(secure.getInputStream(), secure.getOutputStream(), socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private SSLSocket secure(Socket socket, SSLContext tls) throws IOException {
    SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, host, port, true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    socket.setSoTimeout(PATIENCE);
    secure.startHandshake();
    socket.setSoTimeout(0);
    return secure;
  }
}
