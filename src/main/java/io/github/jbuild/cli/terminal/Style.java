package io.github.jbuild.cli.terminal;

/**
 * Colours, or none.
 *
 * @param colour whether to write them
 */
public record Style(boolean colour) {

  /** No colours. */
  public static final Style PLAIN = new Style(false);

  public String bold(String text) {
    return dress("1", text);
  }

  public String dim(String text) {
    return dress("2", text);
  }

  public String red(String text) {
    return dress("1;31", text);
  }

  public String yellow(String text) {
    return dress("33", text);
  }

  public String green(String text) {
    return dress("32", text);
  }

  public String cyan(String text) {
    return dress("36", text);
  }

  private String dress(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
