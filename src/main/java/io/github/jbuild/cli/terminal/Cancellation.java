package io.github.jbuild.cli.terminal;

import io.github.jbuild.core.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What happens on Ctrl-C, SIGTERM and SIGHUP: the running build is asked to stop, the command gets
 * some seconds to clean up, the terminal is restored, and the process ends with 130.
 */
public final class Cancellation {

  /** Exit code of a cancelled process. */
  static final int EXIT_CODE = 130;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Runnable stop;
  private @Nullable Runnable restore;
  private final AtomicInteger interrupts = new AtomicInteger();
  private boolean handled;
  private volatile boolean requested;

  /** Makes the process react to signals; call once. */
  public void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "cancellation"));
  }

  /** Ctrl-C: the first ends the work, the second ends the process at once. */
  private void interrupted() {
    if (interrupts.incrementAndGet() > 1) {
      restoreTerminal();
      Runtime.getRuntime().halt(EXIT_CODE);
    }
    DaemonThreads.start("interrupted", () -> System.exit(EXIT_CODE));
  }

  /**
   * Names what a signal does from now on.
   *
   * @param stop asks the work to stop; returns at once
   * @param restore leaves the terminal as it was, should the work not end in time
   */
  public synchronized void during(Runnable stop, Runnable restore) {
    if (!handled) {
      handled = true;
      Interrupts.handle(this::interrupted);
    }
    this.stop = stop;
    this.restore = restore;
    if (requested) {
      stop.run();
    }
  }

  /** The work has ended; a signal has nothing left to stop. */
  public synchronized void workEnded() {
    stop = null;
    restore = null;
  }

  /** The command has ended and the process is about to exit in the usual way. */
  public void commandEnded() {
    ended.countDown();
  }

  private void shutDown() {
    if (ended.getCount() == 0) {
      return;
    }
    if (requestStop()) {
      await();
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  private synchronized boolean requestStop() {
    requested = true;
    if (stop != null) {
      stop.run();
      return true;
    }
    return false;
  }

  private void await() {
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        restoreTerminal();
      }
    } catch (InterruptedException e) {
      restoreTerminal();
    }
  }

  private void restoreTerminal() {
    @Nullable Runnable last;
    synchronized (this) {
      last = restore;
    }
    if (last != null) {
      last.run();
    }
  }
}
