package io.github.jbuild.cli.progress;

import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.DaemonThreads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A display that is also called ten times a second, until it is closed. */
public final class Ticker implements BuildEvent.Listener, AutoCloseable {

  private static final long PAUSE_MILLIS = 100;

  private final CountDownLatch end = new CountDownLatch(1);
  private final Display display;

  public Ticker(Display display) {
    this.display = display;
    DaemonThreads.start("progress", this::run);
  }

  @Override
  public void on(BuildEvent event) {
    display.on(event);
  }

  @Override
  public void close() {
    end.countDown();
    display.close();
  }

  private void run() {
    try {
      while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        display.tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
