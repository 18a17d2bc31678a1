package io.github.jbuild.engine.connect;

import io.github.jbuild.buildkit.transport.Dialer;
import io.github.jbuild.buildkit.transport.TcpDialer;
import io.github.jbuild.buildkit.transport.UnixSocketDialer;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine listens.
 *
 * @param address as users write it, such as {@code unix:///var/run/docker.sock}
 * @param uri the same with the scheme {@code unix} or {@code tcp}, escaped
 * @param source why there, such as {@code DOCKER_HOST}
 * @param tlsOrNull key material when the connection is encrypted
 * @param sshOrNull the far end, when the engine is behind ssh
 */
public record EngineEndpoint(
    String address,
    URI uri,
    String source,
    @Nullable TlsFiles tlsOrNull,
    @Nullable SshTarget sshOrNull) {

  private static final int PLAIN_PORT = 2375;
  private static final int TLS_PORT = 2376;

  /**
   * Reads an address in the forms of docker's {@code --host}.
   *
   * @param tls key material to use with {@code tcp}, if any
   * @throws JbuildException {@code USAGE} if it is not an address that can be used
   */
  static EngineEndpoint parse(String address, String source, @Nullable TlsFiles tls) {
    int colon = address.indexOf("://");
    String scheme = colon < 0 ? "tcp" : address.substring(0, colon);
    String rest = colon < 0 ? address : address.substring(colon + 3);
    return switch (scheme) {
      case "unix" -> unix(address, rest, source);
      case "tcp", "http" -> tcp(address, rest, source, tls);
      case "https" -> tcp(address, rest, source, tls == null ? TlsFiles.SYSTEM : tls);
      case "ssh" -> ssh(address, source);
      default ->
          throw refused(
                  address, source, "\"" + scheme + "\" is not a supported scheme for an engine")
              .hint("use unix:///path/to/socket or tcp://host:port");
    };
  }

  private static EngineEndpoint ssh(String address, String source) {
    try {
      SshTarget target = SshTarget.parse(address);
      return new EngineEndpoint(
          address, URI.create("ssh://" + target.host()), source, null, target);
    } catch (IllegalArgumentException e) {
      throw refused(address, source, String.valueOf(e.getMessage()))
          .hint("for example ssh://user@orin or ssh://user@orin:2222/run/docker.sock");
    }
  }

  /** The same engine by way of a socket on this machine. */
  EngineEndpoint through(Path socket) {
    return new EngineEndpoint(address, socketUri(socket.toString()), source, null, null);
  }

  /** The endpoint of a Unix socket. */
  static EngineEndpoint socket(Path path, String source) {
    return unix("unix://" + path, path.toString(), source);
  }

  /** The path of the Unix socket; null when the engine is reached by TCP. */
  public @Nullable Path socketPath() {
    return uri.getScheme().equals("unix") ? Path.of(uri.getPath()) : null;
  }

  /** Connections to it, for BuildKit's protocol. */
  public Dialer dialer() {
    Path socket = socketPath();
    if (socket != null) {
      return new UnixSocketDialer(socket);
    }
    return tlsOrNull == null
        ? TcpDialer.plain(uri.getHost(), uri.getPort())
        : TcpDialer.tls(uri.getHost(), uri.getPort(), tlsOrNull.context());
  }

  private static EngineEndpoint unix(String address, String path, String source) {
    if (!path.startsWith("/")) {
      throw refused(address, source, "the path of a socket must be absolute")
          .hint("for example unix:///var/run/docker.sock");
    }
    return new EngineEndpoint(address, socketUri(path), source, null, null);
  }

  private static URI socketUri(String path) {
    try {
      return URI.create("unix://" + new URI(null, null, path, null).getRawPath());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a path: " + path, e);
    }
  }

  private static EngineEndpoint tcp(
      String address, String rest, String source, @Nullable TlsFiles tls) {
    try {
      URI uri = new URI("tcp://" + rest);
      if (uri.getHost() == null || uri.getUserInfo() != null) {
        throw refused(address, source, "not an address of the form tcp://host:port");
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : tls == null ? PLAIN_PORT : TLS_PORT;
      URI full = new URI("tcp", null, uri.getHost(), port, uri.getPath(), null, null);
      return new EngineEndpoint(address, full, source, tls, null);
    } catch (URISyntaxException e) {
      throw refused(address, source, "not an address of the form tcp://host:port").cause(e);
    }
  }

  private static JbuildException refused(String address, String source, String why) {
    return JbuildException.of(
        Kind.USAGE, "cannot use the engine \"" + address + "\" (" + source + "): " + why);
  }
}
