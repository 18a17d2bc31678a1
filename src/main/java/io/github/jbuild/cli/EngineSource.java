package io.github.jbuild.cli;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.engine.ConnectedEngine;
import org.jspecify.annotations.Nullable;

/** Finds and connects the engine. */
@FunctionalInterface
interface EngineSource {

  /**
   * Connects the engine at {@code hostOrNull}, or the one that the environment names.
   *
   * @throws JbuildException {@code ENVIRONMENT} with the remedy if there is none
   */
  ConnectedEngine connect(@Nullable String hostOrNull);
}
