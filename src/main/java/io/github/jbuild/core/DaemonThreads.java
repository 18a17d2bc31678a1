package io.github.jbuild.core;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the process alive. */
public final class DaemonThreads {

  private DaemonThreads() {}

  /** A thread that is still to be started. */
  public static Thread unstarted(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts a thread. */
  public static Thread start(String name, Runnable work) {
    Thread thread = unstarted(name, work);
    thread.start();
    return thread;
  }

  /**
   * Starts a thread whose failure nobody is told: whoever needs its work meets the failure again.
   */
  public static void startQuietly(String name, Runnable work) {
    Thread thread = unstarted(name, work);
    thread.setUncaughtExceptionHandler((failed, e) -> {});
    thread.start();
  }

  /** A factory for executors. */
  public static ThreadFactory named(String name) {
    return work -> unstarted(name, work);
  }
}
