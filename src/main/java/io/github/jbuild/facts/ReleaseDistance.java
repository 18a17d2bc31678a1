package io.github.jbuild.facts;

import java.util.Arrays;

/** How far apart two L4T releases are: the major number counts most, then minor and revision. */
final class ReleaseDistance {

  private static final long[] WEIGHTS = {1_000_000, 1_000, 1};

  private ReleaseDistance() {}

  static long between(String a, String b) {
    long[] left = numbers(a);
    long[] right = numbers(b);
    long sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += Math.abs(left[i] - right[i]) * WEIGHTS[i];
    }
    return sum;
  }

  /** Whether two releases are of the same JetPack generation. */
  static boolean sameMajor(String a, String b) {
    return numbers(a)[0] == numbers(b)[0];
  }

  private static long[] numbers(String release) {
    long[] numbers =
        Arrays.stream(release.split("\\D+"))
            .filter(part -> !part.isEmpty())
            .mapToLong(part -> part.length() > 6 ? 999_999 : Long.parseLong(part))
            .limit(WEIGHTS.length)
            .toArray();
    return Arrays.copyOf(numbers, WEIGHTS.length);
  }
}
