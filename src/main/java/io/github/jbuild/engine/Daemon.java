package io.github.jbuild.engine;

/** Threads that do not keep the process alive. */
final class Daemon {

  private Daemon() {}

  /** Starts a thread. */
  static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
