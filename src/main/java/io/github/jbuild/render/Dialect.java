package io.github.jbuild.render;

import java.util.Locale;

/** What the Dockerfile may use. */
public enum Dialect {
  /**
   * Cache mounts and bind mounts, as the Dockerfile frontend built into Docker 20.10 knows them.
   */
  BUILDKIT,
  /** Nothing that the classic builder lacks: no {@code RUN --mount}. */
  CLASSIC;

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return id();
  }
}
