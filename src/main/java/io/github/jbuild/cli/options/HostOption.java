package io.github.jbuild.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the engine. */
public final class HostOption {

  @Option(
      names = {"-H", "--host"},
      paramLabel = "URL",
      description =
          "The engine; default: DOCKER_HOST, docker's current context, the usual sockets.")
  private @Nullable String host;

  /** The engine asked for, if any is. */
  public @Nullable String urlOrNull() {
    return host;
  }
}
