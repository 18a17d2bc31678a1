package io.github.jbuild.compare;

import io.github.jbuild.core.ByteSize;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much larger than the reference an image may be. A negative growth demands that it is smaller.
 *
 * @param amount percent of the reference, or bytes
 * @param percent whether it is percent
 */
public record Growth(BigDecimal amount, boolean percent) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Pattern PERCENT =
      Pattern.compile("(?<number>[0-9]{1,6}(?:\\.[0-9]{1,6})?) ?%");

  /**
   * Reads {@code 5%} or a size such as {@code 200MB}, either with a sign before it.
   *
   * @throws JbuildException of kind USAGE, if it is neither
   */
  public static Growth parse(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String amount = signed ? text.substring(1) : text;
    Matcher percent = PERCENT.matcher(amount);
    BigDecimal value;
    if (percent.matches()) {
      value = new BigDecimal(percent.group("number"));
    } else if (amount.endsWith("%")) {
      throw JbuildException.of(Kind.USAGE, "\"" + text + "\" is not a valid growth")
          .hint("write it as 5% or 200MB");
    } else {
      value = BigDecimal.valueOf(ByteSize.parse(amount));
    }
    return new Growth(text.startsWith("-") ? value.negate() : value, percent.matches());
  }

  /** Whether an image of so many bytes keeps to it; exactly as large as allowed does. */
  public boolean allows(long reference, long bytes) {
    BigDecimal grown = BigDecimal.valueOf(bytes).subtract(BigDecimal.valueOf(reference));
    return percent
        ? grown.multiply(HUNDRED).compareTo(amount.multiply(BigDecimal.valueOf(reference))) <= 0
        : grown.compareTo(amount) <= 0;
  }
}
