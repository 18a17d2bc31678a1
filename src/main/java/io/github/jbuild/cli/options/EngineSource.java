package io.github.jbuild.cli.options;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.engine.ConnectedEngine;
import io.github.jbuild.engine.connect.EngineChoice;
import org.jspecify.annotations.Nullable;

/** Finds and connects the engine. */
@FunctionalInterface
public interface EngineSource {

  /**
   * Connects the engine that the user or the environment names.
   *
   * @throws JbuildException {@code ENVIRONMENT} with the remedy if there is none
   */
  ConnectedEngine connect(EngineChoice choice);

  /** Connects the engine at an address, or the one that the environment names. */
  default ConnectedEngine connect(@Nullable String hostOrNull) {
    return connect(EngineChoice.of(hostOrNull));
  }
}
