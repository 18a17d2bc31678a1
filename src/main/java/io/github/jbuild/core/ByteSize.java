package io.github.jbuild.core;

import io.github.jbuild.core.JbuildException.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sizes with a unit, read and written: {@code kB}, {@code MB}, {@code GB} in powers of 1000, {@code
 * KiB}, {@code MiB}, {@code GiB} in powers of 1024 (IEC 80000-13).
 */
public final class ByteSize {

  private static final Pattern SIZE =
      Pattern.compile("(?<number>[0-9]{1,12}(?:\\.[0-9]{1,6})?) ?(?<unit>[A-Za-z]+)");

  private static final Map<String, Long> UNITS =
      Map.of(
          "B", 1L,
          "kB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30);

  private static final double GIGABYTE = 1e9;

  /** Less would be 0.00 GB. */
  private static final long SMALLEST_IN_GIGABYTES = 5_000_000;

  private static final String[] COMPACT_UNITS = {"B", "kB", "MB", "GB", "TB"};

  private ByteSize() {}

  /**
   * Reads a size in bytes.
   *
   * @throws JbuildException of kind USAGE, if it is none
   */
  public static long parse(String text) {
    Matcher matcher = SIZE.matcher(text);
    @Nullable Long unit = matcher.matches() ? UNITS.get(matcher.group("unit")) : null;
    if (unit == null) {
      throw refused(text, " is not a size")
          .hint("write it as 7GB; units are B kB MB GB KiB MiB GiB");
    }
    BigDecimal bytes = new BigDecimal(matcher.group("number")).multiply(BigDecimal.valueOf(unit));
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw refused(text, " is larger than any image");
    }
    return bytes.setScale(0, RoundingMode.DOWN).longValueExact();
  }

  private static JbuildException refused(String text, String why) {
    return JbuildException.of(Kind.USAGE, Quoted.of(text) + why);
  }

  /** {@code 14.20 GB}, {@code 8.3 MB}, {@code 1.2 kB}, {@code 12 B}; with a sign if negative. */
  public static String format(long bytes) {
    double value = Math.abs((double) bytes);
    String sign = bytes < 0 ? "-" : "";
    if (value >= 999_950_000) {
      return sign + decimal("%.2f GB", value / GIGABYTE);
    }
    if (value >= 999_950) {
      return sign + decimal("%.1f MB", value / 1e6);
    }
    return value >= 1000 ? sign + decimal("%.1f kB", value / 1e3) : bytes + " B";
  }

  /** The size of an image: {@code 0.46 GB}, so that a column has one unit. */
  public static String formatImage(long bytes) {
    return Math.abs(bytes) < SMALLEST_IN_GIGABYTES
        ? format(bytes)
        : decimal("%.2f GB", bytes / GIGABYTE);
  }

  /** {@code +5.92 GB}, {@code -41.0 MB}. */
  public static String formatSigned(long bytes) {
    return (bytes > 0 ? "+" : "") + format(bytes);
  }

  /** A size with all its digits where they would be lost: {@code 7.00 GB (7000000001 B)}. */
  public static String formatExact(long bytes) {
    return formatImage(bytes) + (bytes < 1000 ? "" : " (" + bytes + " B)");
  }

  /**
   * {@code 6.4 GB}: decimal units with three digits at most, as docker shows sizes while it works.
   */
  public static String compact(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.95 && unit < COMPACT_UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0
        ? bytes + " B"
        : String.format(
            Locale.ROOT, value < 99.95 ? "%.1f %s" : "%.0f %s", value, COMPACT_UNITS[unit]);
  }

  private static String decimal(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
