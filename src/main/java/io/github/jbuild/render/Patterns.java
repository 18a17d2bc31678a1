package io.github.jbuild.render;

/** Regular expressions that steps look for. */
final class Patterns {

  private Patterns() {}

  /**
   * An extended regular expression for names that are {@code prefix} or go on with a further
   * version component.
   */
  static String versionPrefix(String prefix) {
    return "^" + prefix.replaceAll("[^A-Za-z0-9_-]", "\\\\$0") + "(\\.|$)";
  }

  /**
   * A sed command that deletes what {@code pip check} says about a distribution, in any of its
   * spellings (PEP 503).
   */
  static String pipCheckLine(String distribution) {
    return "/^" + spellings(distribution) + " /Id";
  }

  /**
   * A sed command that deletes what {@code pip check} says about packages that require a
   * distribution.
   */
  static String pipCheckNeed(String distribution) {
    return "/ \\(requires\\|has requirement\\) " + spellings(distribution) + "[^[:alnum:]_.-]/Id";
  }

  private static String spellings(String distribution) {
    return distribution.replaceAll("[-_.]+", "[-_.]*");
  }
}
