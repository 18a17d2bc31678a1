package io.github.jbuild.cli;

import io.github.jbuild.core.TerminalText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells on a terminal how much of an image has been read. */
final class ReadProgress extends FilterInputStream {

  private static final long STEP = 32_000_000;

  private final Console console;
  private final String what;
  private final long total;
  private final boolean shown;
  private long bytes;
  private long next = STEP;

  ReadProgress(Console console, String what, long total, InputStream in) {
    super(in);
    this.console = console;
    this.what = TerminalText.safe(what);
    this.total = total;
    this.shown = console.canRedraw();
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int got = super.read(into, offset, length);
    count(Math.max(0, got));
    return got;
  }

  @Override
  public void close() {
    // The stream is its maker's to close.
    if (shown && bytes >= STEP) {
      console.err().print("\r\u001b[K");
      console.err().flush();
    }
  }

  private void count(long more) {
    bytes += more;
    if (shown && bytes >= next) {
      next = bytes + STEP;
      console
          .err()
          .print(
              "\r\u001b[Kreading "
                  + what
                  + "  "
                  + Quantities.size(bytes)
                  + (total > bytes ? " of " + Quantities.size(total) : ""));
      console.err().flush();
    }
  }
}
