package io.github.jbuild.cli.image;

import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.core.ByteSize;
import io.github.jbuild.core.TerminalText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Tells on a terminal how much of an image has been read. */
final class ReadProgress extends FilterInputStream {

  private static final long STEP = 32_000_000;

  private final @Nullable Console consoleOrNull;
  private final String what;
  private final long total;
  private long bytes;
  private long next = STEP;

  /**
   * A stream.
   *
   * @param consoleOrNull where to show it; null for nowhere
   */
  ReadProgress(@Nullable Console consoleOrNull, String what, long total, InputStream in) {
    super(in);
    this.consoleOrNull = consoleOrNull;
    this.what = TerminalText.safe(what);
    this.total = total;
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
    tell(consoleOrNull, "");
  }

  private void count(long more) {
    bytes += more;
    if (bytes >= next) {
      next = bytes + STEP;
      String total = this.total > bytes ? " of " + ByteSize.compact(this.total) : "";
      tell(consoleOrNull, "reading " + what + "  " + ByteSize.compact(bytes) + total);
    }
  }

  /**
   * Says what is about to be read: an engine collects a whole image before it sends the first byte.
   */
  static void announce(@Nullable Console consoleOrNull, String what) {
    tell(consoleOrNull, "reading " + TerminalText.safe(what) + " ...");
  }

  private static void tell(@Nullable Console consoleOrNull, String line) {
    if (consoleOrNull != null) {
      consoleOrNull.err().print("\r\u001b[K" + line);
      consoleOrNull.err().flush();
    }
  }
}
