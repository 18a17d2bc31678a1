package io.github.jbuild.python;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The total order of versions (PEP 440, "Summary of permitted suffixes and relative ordering"). */
final class VersionOrder {

  private static final int BEFORE_PHASES = 0;
  private static final int AFTER_PHASES = 4;

  private VersionOrder() {}

  static int compare(Pep440Version a, Pep440Version b) {
    Pep440Version.Parts left = a.parts();
    Pep440Version.Parts right = b.parts();
    int order = left.epoch().compareTo(right.epoch());
    int length = Math.max(left.release().size(), right.release().size());
    for (int i = 0; order == 0 && i < length; i++) {
      order = a.release(i).compareTo(b.release(i));
    }
    if (order == 0) {
      order = Integer.compare(phase(left), phase(right));
    }
    if (order == 0) {
      order = left.phaseNumber().compareTo(right.phaseNumber());
    }
    if (order == 0) {
      order = absentFirst(left.postOrNull(), right.postOrNull());
    }
    if (order == 0) {
      order = absentLast(left.devOrNull(), right.devOrNull());
    }
    return order == 0 ? compareLocal(left.local(), right.local()) : order;
  }

  /**
   * A developmental release of the final one comes before its alphas; all other versions without a
   * phase come after its candidates.
   */
  private static int phase(Pep440Version.Parts parts) {
    if (parts.phaseOrNull() != null) {
      return parts.phaseOrNull().rank();
    }
    boolean devOfFinal = parts.postOrNull() == null && parts.devOrNull() != null;
    return devOfFinal ? BEFORE_PHASES : AFTER_PHASES;
  }

  private static int absentFirst(@Nullable BigInteger a, @Nullable BigInteger b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return a.compareTo(b);
  }

  private static int absentLast(@Nullable BigInteger a, @Nullable BigInteger b) {
    if (a == null || b == null) {
      return Boolean.compare(a == null, b == null);
    }
    return a.compareTo(b);
  }

  /** Segments of digits are numbers and greater than words; the longer one of two equals wins. */
  private static int compareLocal(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      boolean numberA = isNumber(a.get(i));
      boolean numberB = isNumber(b.get(i));
      int order =
          numberA && numberB
              ? new BigInteger(a.get(i)).compareTo(new BigInteger(b.get(i)))
              : numberA != numberB
                  ? Boolean.compare(numberA, numberB)
                  : a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static boolean isNumber(String segment) {
    return segment.chars().allMatch(c -> Cursor.isDigit((char) c));
  }
}
