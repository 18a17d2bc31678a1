package io.github.jbuild.cli.terminal;

/** The reader of standard output has gone ({@code jbuild … | head}): nothing is left to do. */
final class OutputClosed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutputClosed(Throwable cause) {
    super("standard output is closed", cause);
  }
}
