package io.github.jbuild.buildkit;

import java.time.Duration;

/**
 * How long to wait for an engine.
 *
 * @param silence without any sign of life while it builds: longer means that it or the way to it is
 *     dead. Engines ask after the session's health at least every five seconds
 * @param drain without news, after a build ended, before its last news are given up
 * @param farewell for the last news of a build that was cancelled
 */
public record Limits(Duration silence, Duration drain, Duration farewell) {

  /** What suits engines near and far. */
  public static final Limits DEFAULT =
      new Limits(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(2));
}
