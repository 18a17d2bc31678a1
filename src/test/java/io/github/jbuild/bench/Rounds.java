package io.github.jbuild.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures two ways to move the same bytes in turn, so that both meet the same load. */
final class Rounds {

  /** Moves the bytes once. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** A way to move the bytes. */
  record Way(String name, Work work) {}

  private final long bytes;
  private final int count;

  /**
   * @param bytes what each way moves in a round
   * @param count how many rounds
   */
  Rounds(long bytes, int count) {
    this.bytes = bytes;
    this.count = count;
  }

  /** Prints both ways and how much longer the first takes. */
  void compare(Way ours, Way theirs) throws IOException, InterruptedException {
    List<Double> our = new ArrayList<>();
    List<Double> their = new ArrayList<>();
    long peak = 0;
    for (int i = 0; i < count; i++) {
      System.gc();
      try (HeapPeak heap = new HeapPeak()) {
        our.add(seconds(ours));
        peak = Math.max(peak, heap.megabytes());
      }
      their.add(seconds(theirs));
    }
    our.sort(null);
    their.sort(null);
    print(ours, our, "heap " + peak + " MB");
    print(theirs, their, "");
    System.out.printf(
        Locale.ROOT,
        "  %-38s %5.2f (median)  %5.2f (best)%n",
        "time, ratio",
        median(our) / median(their),
        our.get(0) / their.get(0));
  }

  private void print(Way way, List<Double> seconds, String more) {
    String line =
        String.format(
            Locale.ROOT,
            "  %-38s median %6.2f s  best %6.2f s  %5.0f MB/s  %s",
            way.name(),
            median(seconds),
            seconds.get(0),
            bytes / 1e6 / median(seconds),
            more);
    System.out.println(line.stripTrailing());
  }

  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  private static double seconds(Way way) throws IOException, InterruptedException {
    long start = System.nanoTime();
    way.work().run();
    return (System.nanoTime() - start) / 1e9;
  }
}
