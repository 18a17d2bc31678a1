package io.github.jbuild.bench;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The most heap that was in use, garbage included, looked at every five milliseconds. */
final class HeapPeak implements AutoCloseable {

  private final AtomicLong bytes = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  HeapPeak() {
    Runtime heap = Runtime.getRuntime();
    Object unused =
        clock.scheduleAtFixedRate(
            () -> bytes.accumulateAndGet(heap.totalMemory() - heap.freeMemory(), Math::max),
            0,
            5,
            TimeUnit.MILLISECONDS);
  }

  /** The peak so far, in whole MB. */
  long megabytes() {
    return bytes.get() >> 20;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
