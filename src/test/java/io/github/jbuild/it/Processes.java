package io.github.jbuild.it;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The processes of this machine, those in the containers of its engines among them: BuildKit and
 * Buildah have no list of what they run.
 */
public final class Processes {

  private Processes() {}

  /** Those whose command line contains a text. */
  public static List<ProcessHandle> with(String text) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(text))
        .toList();
  }

  /** Waits until there is one, for at most a minute. */
  public static boolean appear(String text) throws InterruptedException {
    return eventually(() -> !with(text).isEmpty());
  }

  /** Waits until there is none, for at most a minute. */
  public static boolean vanish(String text) throws InterruptedException {
    return eventually(() -> with(text).isEmpty());
  }

  private static boolean eventually(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }
}
