package io.github.jbuild.core;

import io.github.jbuild.core.JbuildException.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sizes with a unit: {@code kB}, {@code MB}, {@code GB} in powers of 1000, {@code KiB}, {@code
 * MiB}, {@code GiB} in powers of 1024 (IEC 80000-13).
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
}
