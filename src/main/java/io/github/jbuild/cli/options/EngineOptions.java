package io.github.jbuild.cli.options;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EngineChoice.Mode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name the engine and what builds in it. */
public final class EngineOptions {

  @Mixin private final HostOption host = new HostOption();

  @Option(
      names = "--engine",
      paramLabel = "BUILDER",
      defaultValue = "auto",
      description =
          "Builder to use: auto, buildkit or classic. Default: auto, BuildKit if available.")
  private Mode mode = Mode.AUTO;

  @Option(
      names = "--builder",
      paramLabel = "URL",
      description = "Separate buildkitd to build with, such as tcp://builder:1234.")
  private @Nullable String builder;

  /** What the options request. */
  public EngineChoice choice() {
    if (builder != null && mode == Mode.CLASSIC) {
      throw JbuildException.of(Kind.USAGE, "--builder and --engine classic contradict each other");
    }
    return new EngineChoice(host.urlOrNull(), mode, builder);
  }
}
