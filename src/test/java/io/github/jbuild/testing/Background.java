package io.github.jbuild.testing;

/** Threads of servers that tests play; they end with what they serve. */
public final class Background {

  private Background() {}

  /** Work that ends with an exception when its connection does. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** Starts a thread that does not keep the process alive. */
  public static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception over) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }
}
