package io.github.jbuild.checks.plan;

import java.util.Arrays;
import java.util.List;

/**
 * The numbers of a version, whatever else is in it: {@code 9.3.0.75-1} is 9, 3, 0, 75, 1.
 *
 * @param numbers at least one
 */
record DottedVersion(List<Integer> numbers) {

  static DottedVersion of(String text) {
    List<Integer> numbers =
        Arrays.stream(text.split("[^0-9]+"))
            .filter(part -> !part.isEmpty() && part.length() < 9)
            .map(Integer::valueOf)
            .toList();
    return new DottedVersion(numbers.isEmpty() ? List.of(0) : numbers);
  }

  int major() {
    return numbers.get(0);
  }

  /** The second number; the first version of a major one where there is none. */
  int minor() {
    return numbers.size() > 1 ? numbers.get(1) : 0;
  }

  /** Whether all its numbers are those that another begins with: 12.6 and 12.6.68. */
  boolean begins(DottedVersion other) {
    return other.numbers.size() >= numbers.size()
        && other.numbers.subList(0, numbers.size()).equals(numbers);
  }
}
