package io.github.jbuild.buildkit.transport;

import io.github.jbuild.core.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Closes what takes too long: a Unix socket has no time-out of its own. */
final class Alarm implements AutoCloseable {

  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Future<?> pending;

  private Alarm(Future<?> pending) {
    this.pending = pending;
  }

  /** Closes {@code slow} after {@code seconds}, unless the alarm is closed before. */
  static Alarm after(int seconds, Closeable slow) {
    return new Alarm(TIMER.schedule(() -> closeQuietly(slow), seconds, TimeUnit.SECONDS));
  }

  private static void closeQuietly(Closeable slow) {
    try {
      slow.close();
    } catch (IOException closedAnyway) {
      // the waiting thread gets its own error
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, DaemonThreads.named("buildkit-alarm"));
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  @Override
  public void close() {
    pending.cancel(false);
  }
}
