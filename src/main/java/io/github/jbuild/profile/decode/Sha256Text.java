package io.github.jbuild.profile.decode;

import io.github.jbuild.core.Quoted;

/** Checks the digits of a SHA-256 and says what is wrong with them. */
final class Sha256Text {

  private static final int DIGITS = 64;

  private Sha256Text() {}

  /**
   * Returns {@code hex} if it has 64 lower-case hexadecimal digits.
   *
   * @throws BadValue otherwise
   */
  static String check(String hex) {
    if (hex.startsWith("sha256:")) {
      throw BadValue.of(
          "a sha256 is written without \"sha256:\" here", "write only the 64 hexadecimal digits");
    }
    for (int i = 0; i < hex.length(); i++) {
      char c = hex.charAt(i);
      if (Character.digit(c, 16) < 0 || c > 'f') {
        throw BadValue.of(
            "the sha256 contains "
                + Quoted.of(hex.substring(i, hex.offsetByCodePoints(i, 1)))
                + " at position "
                + (i + 1)
                + ", which is not a hexadecimal digit");
      }
    }
    if (hex.length() != DIGITS) {
      throw BadValue.of(
          "a sha256 has " + DIGITS + " hexadecimal digits, but this one has " + hex.length(),
          "copy all of it from where it is published");
    }
    if (hex.chars().anyMatch(Character::isUpperCase)) {
      throw BadValue.of("the sha256 has upper-case digits", "write it in lower case");
    }
    return hex;
  }
}
