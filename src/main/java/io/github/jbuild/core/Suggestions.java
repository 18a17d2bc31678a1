package io.github.jbuild.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that a user may have meant. */
public final class Suggestions {

  private Suggestions() {}

  /**
   * The known names nearest to {@code typed}, best first, at most three: those within a third of
   * its length in edits (insert, delete, replace, swap neighbours), and those that it is the
   * beginning of.
   */
  public static List<String> nearest(String typed, Collection<String> known) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, wanted.length() / 3);
    return known.stream()
        .filter(
            name ->
                startsAlike(wanted, name)
                    || distance(wanted, name.toLowerCase(Locale.ROOT)) <= limit)
        .sorted(
            Comparator.<String>comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(3)
        .toList();
  }

  /**
   * A hint such as {@code did you mean "python"?}; the list of all known names when none is near.
   */
  public static String didYouMean(String typed, Collection<String> known) {
    List<String> near = nearest(typed, known);
    if (near.isEmpty()) {
      return known.isEmpty() ? "none are known here" : "known here: " + String.join(", ", known);
    }
    return "did you mean "
        + String.join(" or ", near.stream().map(name -> '"' + name + '"').toList())
        + "?";
  }

  private static boolean startsAlike(String wanted, String name) {
    return wanted.length() >= 3 && name.toLowerCase(Locale.ROOT).startsWith(wanted);
  }

  /** Optimal string alignment distance. */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + replace);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
