package io.github.jbuild.engine.connect;

import io.github.jbuild.buildkit.transport.Dialer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way to an engine: its own socket, or one on this machine that ssh carries on.
 *
 * @param endpoint where to connect
 * @param relayOrNull what listens there, when it is ssh
 */
public record EngineAccess(EngineEndpoint endpoint, @Nullable SshRelay relayOrNull)
    implements AutoCloseable {

  /** Opens the way; the far end is not asked before the first connection. */
  public static EngineAccess to(EngineEndpoint endpoint, Map<String, String> environment) {
    SshTarget far = endpoint.sshOrNull();
    if (far == null) {
      return new EngineAccess(endpoint, null);
    }
    SshRelay relay = SshRelay.start(far, environment);
    return new EngineAccess(endpoint.through(relay.socket()), relay);
  }

  /** Connections for BuildKit's protocol. */
  public Dialer dialer() {
    return endpoint.dialer();
  }

  /** What ssh complains of, in one line. */
  public Optional<String> complaint() {
    if (relayOrNull == null || relayOrNull.complaint().isEmpty()) {
      return Optional.empty();
    }
    // ssh ends its lines with a carriage return as well: it takes the terminal for raw.
    return Optional.of(
        relayOrNull
            .complaint()
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("; ", "ssh reports: ", "")));
  }

  @Override
  public void close() {
    if (relayOrNull != null) {
      relayOrNull.close();
    }
  }
}
