package io.github.jbuild.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Standard output that ends the program quietly when its reader has gone, where {@link
 * java.io.PrintStream} would go on unheard.
 */
final class StandardOut extends OutputStream {

  private final OutputStream out;

  StandardOut(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(IOException e) {
    String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return reason.contains("broken pipe")
        ? new OutputClosed(e)
        : new UncheckedIOException("cannot write to standard output: " + e.getMessage(), e);
  }
}
