package io.github.jbuild.bench;

import java.util.List;
import java.util.Locale;

/**
 * A build that was sent a context.
 *
 * @param seconds wall time of the whole program
 * @param transfer what the builder says of the context
 */
record SentContext(double seconds, Transfer transfer) {

  /** Below this, {@code buildx} of before 0.14 says too little of a transfer for a ratio. */
  private static final double TELLING = 0.1;

  /** The figures of several rounds in one line. */
  static String line(String title, List<SentContext> rounds) {
    List<Double> walls = walls(rounds);
    List<Double> transfers = transfers(rounds);
    return String.format(
        Locale.ROOT,
        "  %-38s median %6.2f s  best %6.2f s  transfer median %6.2f s  best %6.2f s  sent %6.1f MB",
        title,
        middle(walls),
        walls.get(0),
        middle(transfers),
        transfers.get(0),
        rounds.stream().mapToLong(round -> round.transfer().bytes()).max().orElse(0) / 1e6);
  }

  /** How much longer one way takes than another, in one line. */
  static String ratio(String title, List<SentContext> ours, List<SentContext> theirs) {
    return String.format(
        Locale.ROOT,
        "  %-38s %5s (median)  %5s (best)  transfer %5s (median)  %5s (best)",
        title,
        quotient(middle(walls(ours)), middle(walls(theirs))),
        quotient(walls(ours).get(0), walls(theirs).get(0)),
        quotient(middle(transfers(ours)), middle(transfers(theirs))),
        quotient(transfers(ours).get(0), transfers(theirs).get(0)));
  }

  private static String quotient(double ours, double theirs) {
    return theirs < TELLING ? "-" : String.format(Locale.ROOT, "%.2f", ours / theirs);
  }

  private static List<Double> walls(List<SentContext> rounds) {
    return rounds.stream().map(SentContext::seconds).sorted().toList();
  }

  private static List<Double> transfers(List<SentContext> rounds) {
    return rounds.stream().map(round -> round.transfer().seconds()).sorted().toList();
  }

  private static double middle(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }
}
