package io.github.jbuild.profile.decode;

import io.github.jbuild.core.Characters;
import io.github.jbuild.core.Quoted;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How the text of a scalar becomes a value.
 *
 * @param byText whether numbers and truth values are taken by their text, as in {@code version:
 *     3.10}
 * @param lines whether the text may have tabs and line ends
 * @param maxLength most characters that the text may have
 * @param placeholder stands for the value after a problem, so that reading can go on
 * @param parser throws {@link BadValue}
 */
public record ValueParser<T>(
    boolean byText, boolean lines, int maxLength, T placeholder, Function<String, T> parser) {

  static final int USUAL_LENGTH = 2000;

  /** Text for which {@code parser} finds a value. */
  static <T> ValueParser<T> of(T placeholder, Function<String, T> parser) {
    return new ValueParser<>(false, false, USUAL_LENGTH, placeholder, parser);
  }

  /** Text that matches a pattern as a whole. */
  static ValueParser<String> matching(String regex, String expected, String hint) {
    Pattern pattern = Pattern.compile(regex);
    return of(
        "",
        text -> {
          if (!pattern.matcher(text).matches()) {
            throw BadValue.of(Quoted.of(text) + " is not " + expected, hint);
          }
          return text;
        });
  }

  /** The same, and numbers and truth values are taken by their text. */
  ValueParser<T> takingNumbers() {
    return new ValueParser<>(true, lines, maxLength, placeholder, parser);
  }

  /** Reads a value. */
  public T parse(String text) {
    if (text.length() > maxLength) {
      throw BadValue.of(
          "has " + text.length() + " characters, but at most " + maxLength + " are allowed");
    }
    OptionalInt forbidden = Characters.firstForbidden(text, lines);
    if (forbidden.isPresent()) {
      int c = forbidden.getAsInt();
      throw BadValue.of(
          c == '\n' ? "must be one line" : String.format("contains the character U+%04X", c),
          c == '\n'
              ? "a block scalar (| or >) ends with a line break; use a plain string"
              : "remove it");
    }
    return parser.apply(text);
  }
}
