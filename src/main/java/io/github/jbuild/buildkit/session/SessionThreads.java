package io.github.jbuild.buildkit.session;

/** Threads for what may wait for files, programs or agents; the transport's own must not. */
final class SessionThreads {

  private SessionThreads() {}

  /** Runs something on a thread of its own that does not keep the process alive. */
  static Thread run(String name, Runnable work) {
    Thread thread = new Thread(work, "session-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
