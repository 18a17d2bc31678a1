package io.github.jbuild.cli;

/**
 * Colours, or none.
 *
 * @param colour whether to write them
 */
record Style(boolean colour) {

  /** No colours. */
  static final Style PLAIN = new Style(false);

  String bold(String text) {
    return dress("1", text);
  }

  String dim(String text) {
    return dress("2", text);
  }

  String red(String text) {
    return dress("1;31", text);
  }

  String yellow(String text) {
    return dress("33", text);
  }

  String green(String text) {
    return dress("32", text);
  }

  String cyan(String text) {
    return dress("36", text);
  }

  private String dress(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
