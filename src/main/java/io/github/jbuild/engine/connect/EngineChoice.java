package io.github.jbuild.engine.connect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the user says about the engine and its builder.
 *
 * @param hostOrNull where the engine is; null for the usual search
 * @param mode which builder is wanted
 * @param builderOrNull where a stand-alone buildkitd is, such as {@code tcp://builder:1234}; null
 *     for the engine's own
 */
public record EngineChoice(@Nullable String hostOrNull, Mode mode, @Nullable String builderOrNull) {

  /** Which builder builds. */
  public enum Mode {
    /** BuildKit where there is one. */
    AUTO,
    /** BuildKit or nothing. */
    BUILDKIT,
    /** The classic builder. */
    CLASSIC;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The best builder of the engine at an address, or of the one that the usual search finds. */
  public static EngineChoice of(@Nullable String hostOrNull) {
    return new EngineChoice(hostOrNull, Mode.AUTO, null);
  }
}
