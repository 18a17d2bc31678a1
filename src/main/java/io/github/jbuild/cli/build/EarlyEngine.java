package io.github.jbuild.cli.build;

import io.github.jbuild.cli.options.EngineSource;
import io.github.jbuild.core.DaemonThreads;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.ConnectedEngine;
import io.github.jbuild.engine.connect.EngineChoice;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** An engine that is connected while profiles are read: each takes about as long as the other. */
final class EarlyEngine implements AutoCloseable {

  private final CompletableFuture<ConnectedEngine> engine = new CompletableFuture<>();

  /** Starts to connect; failures are thrown by {@link #get}. */
  EarlyEngine(EngineSource engines, EngineChoice choice) {
    DaemonThreads.start("connect", () -> connect(engines, choice));
  }

  private void connect(EngineSource engines, EngineChoice choice) {
    ConnectedEngine connected;
    try {
      connected = engines.connect(choice);
    } catch (RuntimeException | Error e) {
      engine.completeExceptionally(e);
      return;
    }
    try {
      connected.builder();
      engine.complete(connected);
    } catch (RuntimeException | Error e) {
      connected.close();
      engine.completeExceptionally(e);
    }
  }

  /**
   * The engine, with its builder chosen.
   *
   * @throws JbuildException {@code ENVIRONMENT} as {@link EngineSource#connect} says
   */
  ConnectedEngine get() {
    try {
      return engine.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw JbuildException.of(Kind.CANCELLED, "interrupted").cause(e);
    }
  }

  /** Closes the connection, as soon as there is one. */
  @Override
  public void close() {
    CompletableFuture<ConnectedEngine> unused =
        engine.whenComplete(
            (connected, failure) -> {
              if (connected != null) {
                connected.close();
              }
            });
  }
}
