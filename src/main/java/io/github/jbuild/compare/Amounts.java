package io.github.jbuild.compare;

import io.github.jbuild.compare.Measured.SizeGrowth;
import java.util.Locale;

/** Sizes as people read them: decimal units, as docker shows sizes. */
public final class Amounts {

  private static final double GIGABYTE = 1e9;

  /** Less would be 0.00 GB. */
  private static final long SMALLEST_IN_GIGABYTES = 5_000_000;

  private Amounts() {}

  /** {@code 14.20 GB}, {@code 8.3 MB}, {@code 1.2 kB}, {@code 12 B}; with a sign if negative. */
  public static String size(long bytes) {
    double value = Math.abs((double) bytes);
    String sign = bytes < 0 ? "-" : "";
    if (value >= 999_950_000) {
      return sign + format("%.2f GB", value / GIGABYTE);
    }
    if (value >= 999_950) {
      return sign + format("%.1f MB", value / 1e6);
    }
    return value >= 1000 ? sign + format("%.1f kB", value / 1e3) : bytes + " B";
  }

  /** The size of an image: {@code 0.46 GB}, so that a column has one unit. */
  public static String imageSize(long bytes) {
    return Math.abs(bytes) < SMALLEST_IN_GIGABYTES
        ? size(bytes)
        : format("%.2f GB", bytes / GIGABYTE);
  }

  /** {@code +5.92 GB}, {@code -41.0 MB}. */
  public static String signed(long bytes) {
    return (bytes > 0 ? "+" : "") + size(bytes);
  }

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
    return signed(growth.bytes())
        + growth.percent().map(percent -> " (" + percent(percent) + ")").orElse("");
  }

  /** A size with all its digits where they would be lost: {@code 7.00 GB (7000000001 B)}. */
  static String exact(long bytes) {
    return imageSize(bytes) + (bytes < 1000 ? "" : " (" + bytes + " B)");
  }

  static String limit(Growth growth) {
    return growth.percent()
        ? growth.amount().toPlainString() + " %"
        : signed(growth.amount().longValueExact());
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
