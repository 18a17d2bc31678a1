package io.github.jbuild.image.archive;

import io.github.jbuild.image.MalformedImage;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds what may be read for a header. Extended headers and long names of tar entries are read
 * into memory, and their length is whatever the archive claims.
 */
final class HeaderGuard extends FilterInputStream {

  static final int MAX_HEADER = 1 << 20;

  private long left = Long.MAX_VALUE;

  HeaderGuard(InputStream in) {
    super(in);
  }

  /** From here on a header is read. */
  void header() {
    left = MAX_HEADER;
  }

  /** From here on content is read. */
  void content() {
    left = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int got = super.read(into, offset, length);
    count(Math.max(0, got));
    return got;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new MalformedImage("a header is larger than " + MAX_HEADER + " bytes");
    }
  }
}
