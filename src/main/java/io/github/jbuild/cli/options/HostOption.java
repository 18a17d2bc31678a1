package io.github.jbuild.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the engine. */
public final class HostOption {

  @Option(
      names = {"-H", "--host"},
      paramLabel = "URL",
      description =
          "Engine to use; default: DOCKER_HOST, the current docker context, or a default socket.")
  private @Nullable String host;

  /** The requested engine, if any. */
  public @Nullable String urlOrNull() {
    return host;
  }
}
