package io.github.jbuild.engine.buildkit;

import java.io.InputStream;

/** Takes an image archive into the engine. */
@FunctionalInterface
public interface EngineLoad {

  /**
   * Loads an archive in the form of {@code docker save}.
   *
   * @param archive read to its end
   */
  void load(InputStream archive);
}
