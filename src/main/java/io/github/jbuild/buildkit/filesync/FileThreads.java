package io.github.jbuild.buildkit.filesync;

import io.github.jbuild.core.DaemonThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that may wait for files. They end when idle, and never keep the program alive. */
public final class FileThreads {

  private static final long IDLE_SECONDS = 5;

  private FileThreads() {}

  /** A pool whose threads carry the name. */
  public static ExecutorService create(String name) {
    AtomicInteger count = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        work -> DaemonThreads.unstarted(name + "-" + count.incrementAndGet(), work));
  }
}
