package io.github.jbuild.image.elf;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Patterns of file names: {@code *} stands for any characters, {@code ?} for one. */
final class Glob {

  private static final Pattern PART = Pattern.compile("[^*?]+|[*]+|[?]");

  private Glob() {}

  /** The regular expression of a pattern. */
  static String expression(String pattern) {
    return PART.matcher(pattern)
        .replaceAll(
            part ->
                switch (part.group().charAt(0)) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Matcher.quoteReplacement(Pattern.quote(part.group()));
                });
  }
}
