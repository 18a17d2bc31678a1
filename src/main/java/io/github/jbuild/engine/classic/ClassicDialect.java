package io.github.jbuild.engine.classic;

import io.github.jbuild.engine.builder.BuildProgress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of Docker's classic builder (github.com/moby/moby, {@code builder/dockerfile}). From
 * {@code ---> Running in ID} to {@code Removing intermediate container ID} all lines are those of a
 * program.
 */
final class ClassicDialect implements BuilderDialect {

  private static final String STEP = "Step ";
  private static final String ARROW = " ---> ";
  private static final String RUNNING = ARROW + "Running in ";
  private static final String REMOVING = "Removing intermediate container ";
  private static final String WARNING = "[Warning] ";

  private final Consumer<String> baseFound;
  private @Nullable String container;

  /**
   * @param baseFound receives the short ID of the image that a {@code FROM} stands for
   */
  ClassicDialect(Consumer<String> baseFound) {
    this.baseFound = baseFound;
  }

  @Override
  public boolean ownLine(String piece) {
    return container != null && piece.startsWith(REMOVING + container);
  }

  @Override
  public boolean take(String line, BuildProgress progress) {
    if (container != null) {
      if (!line.equals(REMOVING + container)) {
        return false;
      }
      container = null;
      return true;
    }
    if (line.startsWith(STEP)) {
      return step(line, progress);
    }
    if (line.startsWith(RUNNING)) {
      container = line.substring(RUNNING.length());
      return true;
    }
    if (line.startsWith(ARROW)) {
      return arrow(line.substring(ARROW.length()), progress);
    }
    if (line.startsWith(WARNING)) {
      progress.warning(line.substring(WARNING.length()));
      return true;
    }
    return line.isEmpty() || line.startsWith(REMOVING) || line.startsWith("Successfully ");
  }

  private boolean arrow(String rest, BuildProgress progress) {
    if (rest.equals("Using cache")) {
      progress.cached();
      return true;
    }
    if (rest.startsWith(WARNING)) {
      // The platform was requested; 20.10 says this of every step of an emulated build.
      if (!rest.endsWith("and no specific platform was requested")) {
        progress.warning(rest.substring(WARNING.length()));
      }
      return true;
    }
    if (rest.isEmpty()) {
      return true;
    }
    if (!BuilderDialect.isId(rest)) {
      return false;
    }
    if (progress.base() != null) {
      baseFound.accept(rest);
    }
    return true;
  }

  private static boolean step(String line, BuildProgress progress) {
    int slash = line.indexOf('/');
    int colon = line.indexOf(" : ");
    int number = BuilderDialect.numberBefore(line, STEP.length(), slash);
    int total = BuilderDialect.numberBefore(line, slash + 1, colon);
    if (number < 1 || total < number) {
      return false;
    }
    progress.started(number, total, line.substring(colon + 3));
    return true;
  }
}
