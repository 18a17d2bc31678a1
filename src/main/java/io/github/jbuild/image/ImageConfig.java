package io.github.jbuild.image;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Ordered;
import io.github.jbuild.core.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image's configuration (OCI image specification, "Image Configuration").
 *
 * @param platform what it is for
 * @param createdOrNull when it was made, as written (RFC 3339)
 * @param env environment variables, in order, as {@code NAME} to value
 * @param entrypoint program and first arguments
 * @param command default arguments
 * @param user user or uid, with a group after a colon where one is set; empty for root
 * @param workdir working directory; empty where none is set
 * @param exposed ports, as {@code 9001/tcp}
 * @param volumes folders that are volumes
 * @param stopSignal signal that ends the container, as written; empty for the engine's own
 * @param labels labels
 * @param healthcheckOrNull Docker's extension: {@code ["CMD", …]}, {@code ["CMD-SHELL", …]} or
 *     {@code ["NONE"]}
 * @param diffIds digests of the uncompressed layers, lowest first
 * @param history one row an instruction, oldest first
 */
public record ImageConfig(
    Platform platform,
    @Nullable String createdOrNull,
    Map<String, String> env,
    List<String> entrypoint,
    List<String> command,
    String user,
    String workdir,
    List<String> exposed,
    List<String> volumes,
    String stopSignal,
    Map<String, String> labels,
    @Nullable List<String> healthcheckOrNull,
    List<Digest> diffIds,
    List<History> history) {

  public ImageConfig {
    env = Ordered.copyOf(env);
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    exposed = List.copyOf(exposed);
    volumes = List.copyOf(volumes);
    labels = Ordered.copyOf(labels);
    healthcheckOrNull = healthcheckOrNull == null ? null : List.copyOf(healthcheckOrNull);
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
  }

  /** Environment variables from {@code NAME=value}; without an equals sign the value is empty. */
  public static Map<String, String> env(List<String> pairs) {
    Map<String, String> env = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      env.put(
          equals < 0 ? pair : pair.substring(0, equals),
          equals < 0 ? "" : pair.substring(equals + 1));
    }
    return env;
  }

  /** The command of the health check, if there is one. */
  public Optional<List<String>> healthcheck() {
    return Optional.ofNullable(healthcheckOrNull);
  }

  /**
   * An instruction of the image's history.
   *
   * @param createdBy the instruction as the builder wrote it down
   * @param empty whether it made no layer
   */
  public record History(String createdBy, boolean empty) {}
}
