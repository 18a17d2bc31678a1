package io.github.jbuild.compare;

import io.github.jbuild.compare.Measured.SizeGrowth;
import io.github.jbuild.core.ByteSize;
import java.util.Locale;

/** Parts and changes of sizes as people read them. */
public final class Percentages {

  private Percentages() {}

  /** {@code -41.7 %}, {@code +5.0 %}. */
  public static String percent(double percent) {
    String text = format("%+.1f %%", percent);
    return text.equals("-0.0 %") || text.equals("+0.0 %") ? "0.0 %" : text;
  }

  /** What part of a whole something is: {@code 41.7 %}. */
  public static String share(long part, long whole) {
    return whole == 0 ? "" : format("%.1f %%", part * 100.0 / whole);
  }

  /** {@code -5.92 GB (-41.7 %)}. */
  static String growth(SizeGrowth growth) {
    return ByteSize.formatSigned(growth.bytes())
        + growth.percent().map(percent -> " (" + percent(percent) + ")").orElse("");
  }

  static String limit(Growth growth) {
    return growth.percent()
        ? growth.amount().toPlainString() + " %"
        : ByteSize.formatSigned(growth.amount().longValueExact());
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
