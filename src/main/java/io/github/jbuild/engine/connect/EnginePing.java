package io.github.jbuild.engine.connect;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.github.jbuild.core.JbuildException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An engine's answer to {@code GET /_ping}, which every version answers without being given a
 * version (Docker Engine API, "Ping").
 *
 * @param status HTTP status
 * @param apiVersionOrNull its newest API version, from the header {@code Api-Version}
 * @param podman whether it is Podman, known by the header {@code Libpod-Api-Version}
 * @param body the answer's text
 */
public record EnginePing(
    int status, @Nullable String apiVersionOrNull, boolean podman, String body) {

  /** How long an engine may take to accept a connection, and to answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Asks an endpoint.
   *
   * @throws IOException if nothing answers there
   * @throws JbuildException {@code ENVIRONMENT} if its TLS files cannot be used
   */
  public static EnginePing of(EngineEndpoint endpoint) throws IOException {
    DockerHttpClient.Request request =
        DockerHttpClient.Request.builder()
            .method(DockerHttpClient.Request.Method.GET)
            .path("/_ping")
            .build();
    try (DockerHttpClient http = client(endpoint, PATIENCE);
        DockerHttpClient.Response response = http.execute(request)) {
      return new EnginePing(
          response.getStatusCode(),
          response.getHeader("Api-Version"),
          response.getHeader("Libpod-Api-Version") != null,
          new String(response.getBody().readNBytes(4096), StandardCharsets.UTF_8).strip());
    } catch (JbuildException e) {
      throw e;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw ioCause(e);
    }
  }

  /** The API version to speak; empty if the engine did not say which it knows. */
  public Optional<ApiVersion> version() {
    return Optional.ofNullable(apiVersionOrNull).flatMap(ApiVersion::parse);
  }

  /**
   * The transport to an endpoint.
   *
   * @param patience how long a request may go without an answer; null for ever
   */
  public static DockerHttpClient client(EngineEndpoint endpoint, @Nullable Duration patience) {
    ZerodepDockerHttpClient.Builder builder =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(endpoint.uri())
            .connectionTimeout(PATIENCE)
            .responseTimeout(patience);
    TlsFiles tls = endpoint.tlsOrNull();
    if (tls != null) {
      SSLContext context = tls.context();
      builder.sslConfig(() -> context);
    } else if (endpoint.socketPath() != null) {
      // Unused on a Unix socket. Without it the transport reads the system's trusted certificates.
      builder.sslConfig(() -> SSLContext.getInstance("TLS"));
    }
    return builder.build();
  }

  /** docker-java wraps every I/O error in a plain RuntimeException. */
  private static IOException ioCause(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return io;
      }
    }
    return new IOException(String.valueOf(e.getMessage()), e);
  }
}
