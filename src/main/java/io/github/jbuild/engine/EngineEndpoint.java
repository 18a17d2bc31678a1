package io.github.jbuild.engine;

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
 */
public record EngineEndpoint(String address, URI uri, String source, @Nullable TlsFiles tlsOrNull) {

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
      case "ssh" ->
          throw refused(address, source, "engines behind ssh:// are not supported yet")
              .hint(
                  "forward the socket and use that: ssh -nNT -L /tmp/engine.sock:/var/run/docker.sock "
                      + rest
                      + " and --host unix:///tmp/engine.sock");
      default ->
          throw refused(address, source, "\"" + scheme + "\" is not a way to reach an engine")
              .hint("use unix:///path/of/socket or tcp://host:port");
    };
  }

  /** The endpoint of a Unix socket. */
  static EngineEndpoint socket(Path path, String source) {
    return unix("unix://" + path, path.toString(), source);
  }

  /** The path of the Unix socket; null when the engine is reached by TCP. */
  @Nullable Path socketPath() {
    return uri.getScheme().equals("unix") ? Path.of(uri.getPath()) : null;
  }

  private static EngineEndpoint unix(String address, String path, String source) {
    if (!path.startsWith("/")) {
      throw refused(address, source, "the path of a socket is absolute")
          .hint("for example unix:///var/run/docker.sock");
    }
    try {
      String escaped = new URI(null, null, path, null).getRawPath();
      return new EngineEndpoint(address, URI.create("unix://" + escaped), source, null);
    } catch (URISyntaxException e) {
      throw refused(address, source, "not a path").cause(e);
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
      return new EngineEndpoint(address, full, source, tls);
    } catch (URISyntaxException e) {
      throw refused(address, source, "not an address of the form tcp://host:port").cause(e);
    }
  }

  private static JbuildException refused(String address, String source, String why) {
    return JbuildException.of(
        Kind.USAGE, "cannot use the engine \"" + address + "\" (" + source + "): " + why);
  }
}
