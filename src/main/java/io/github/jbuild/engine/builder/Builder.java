package io.github.jbuild.engine.builder;

import io.github.jbuild.build.ContainerEngine.BuilderInfo;
import io.github.jbuild.build.ContainerEngine.Built;
import io.github.jbuild.build.ContainerEngine.Listener;
import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.core.Platform;

/** One of the ways in which an engine builds. */
public interface Builder extends AutoCloseable {

  /** What it is, and why it was chosen. */
  BuilderInfo info();

  /** Whether it is known to run programs of a platform; false also where it does not say. */
  default boolean runs(Platform platform) {
    return false;
  }

  /**
   * Builds; several builds may run at the same time where {@link BuilderInfo#parallel} says so.
   *
   * @throws io.github.jbuild.core.JbuildException as {@code ContainerEngine.build} says
   */
  Built build(Request request, Listener listener);

  /** Stops what is being built; returns at once. */
  void cancel();

  @Override
  void close();
}
