package io.github.jbuild.cli.options;

import io.github.jbuild.facts.FactTables;
import io.github.jbuild.render.Renderer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What is packaged with the program and takes time to read: each read once, by whichever thread
 * asks first.
 */
public final class BuiltIns {

  private final FactTables tables = FactTables.builtIn();
  private final FutureTask<Renderer> renderer = new FutureTask<>(Renderer::builtIn);

  /** The facts packaged with the program. */
  public FactTables tables() {
    return tables;
  }

  /** A renderer with the templates packaged with the program. */
  public Renderer renderer() {
    return valueOf(renderer);
  }

  private static <T> T valueOf(FutureTask<T> task) {
    task.run(); // does nothing where a thread has begun it
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
