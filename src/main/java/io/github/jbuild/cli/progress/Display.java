package io.github.jbuild.cli.progress;

import io.github.jbuild.core.BuildEvent;

/** Shows a running build. Implementations may be called from several threads. */
public interface Display extends BuildEvent.Listener, AutoCloseable {

  /** Called about ten times a second while a build runs. */
  default void tick() {}

  /** Leaves the terminal as it was; may be called twice. */
  @Override
  default void close() {}
}
