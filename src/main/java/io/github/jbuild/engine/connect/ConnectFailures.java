package io.github.jbuild.engine.connect;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why no connection to an engine could be made. All are {@code ENVIRONMENT}. */
public final class ConnectFailures {

  /** An endpoint that was tried without success. */
  public record Attempt(EngineEndpoint endpoint, String reason, @Nullable IOException causeOrNull) {
    boolean denied() {
      return reason.equals(DENIED);
    }
  }

  private static final String DENIED = "permission denied";
  private static final String START =
      "start it (systemctl start docker), or choose another with --host or DOCKER_HOST";

  private ConnectFailures() {}

  /** No place answered. */
  public static JbuildException none(List<Attempt> attempts) {
    Optional<Attempt> denied = attempts.stream().filter(Attempt::denied).findFirst();
    if (denied.isPresent()) {
      return permission(denied.get());
    }
    Attempt last = attempts.get(attempts.size() - 1);
    JbuildException error =
        attempts.size() == 1
            ? JbuildException.of(
                Kind.ENVIRONMENT,
                "no container engine responds at " + place(last.endpoint()) + ": " + last.reason())
            : JbuildException.of(
                    Kind.ENVIRONMENT, "no container engine responds at any of the default sockets")
                .details(
                    attempts.stream()
                        .map(tried -> tried.endpoint().address() + ": " + tried.reason())
                        .toList());
    SshTarget far = last.endpoint().sshOrNull();
    String remedy =
        attempts.size() == 1
            ? far == null ? START : "check whether this works: " + far.byHand() + " docker version"
            : "install Docker Engine (Debian: apt-get install docker.io) or " + START;
    IOException cause = last.causeOrNull();
    return cause == null ? error.hint(remedy) : error.hint(remedy).cause(cause);
  }

  private static JbuildException permission(Attempt attempt) {
    Path socket = attempt.endpoint().socketPath();
    boolean podman = socket != null && socket.toString().contains("podman");
    JbuildException error =
        JbuildException.of(
                Kind.ENVIRONMENT,
                "permission denied for the engine's socket " + place(attempt.endpoint()))
            .hint(
                podman
                    ? "use your own service: systemctl --user start podman.socket"
                    : "join the group that owns it: sudo usermod -aG docker $USER, then log in"
                        + " again; or run rootless Docker");
    IOException cause = attempt.causeOrNull();
    return cause == null ? error : error.cause(cause);
  }

  /** Something answered, but not as an engine does. */
  public static JbuildException notAnEngine(EngineEndpoint endpoint, EnginePing ping) {
    String first = ping.body().lines().findFirst().orElse("");
    boolean tls = first.contains("HTTP request to an HTTPS server");
    return JbuildException.of(
            Kind.ENVIRONMENT,
            "what responds at "
                + place(endpoint)
                + " is not a container engine (HTTP "
                + ping.status()
                + (first.isEmpty() ? "" : ": " + first)
                + ")")
        .hint(
            tls
                ? "it requires TLS: set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH"
                : "choose the engine with --host or DOCKER_HOST");
  }

  /** The engine speaks only API versions older than those used here. */
  public static JbuildException tooOld(EngineEndpoint endpoint, ApiVersion offered) {
    return JbuildException.of(
            Kind.ENVIRONMENT,
            "the engine at "
                + place(endpoint)
                + " is too old: it supports API "
                + offered
                + ", but at least "
                + ApiVersion.OLDEST
                + " is required")
        .hint("upgrade it to Docker 20.10, Podman 4.3 or newer");
  }

  /** An I/O error in a few words. */
  public static String reason(IOException e) {
    String message = String.valueOf(e.getMessage()).strip();
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("permission denied")) {
      return DENIED;
    }
    if (lower.contains("connection refused")) {
      return "connection refused";
    }
    if (e instanceof java.net.UnknownHostException) {
      return "unknown host";
    }
    if (e instanceof java.net.SocketTimeoutException || lower.contains("timed out")) {
      return "no response within " + EnginePing.PATIENCE.toSeconds() + " s";
    }
    if (e instanceof javax.net.ssl.SSLException) {
      return "TLS failed: " + message;
    }
    return message;
  }

  private static String place(EngineEndpoint endpoint) {
    return endpoint.address() + " (" + endpoint.source() + ")";
  }
}
