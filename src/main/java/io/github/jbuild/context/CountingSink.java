package io.github.jbuild.context;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Collects small writes into large ones and counts the bytes passed on. */
final class CountingSink extends OutputStream {

  private final OutputStream out;
  private final byte[] buffer;
  private final LongConsumer progress;
  private int used;
  private long written;

  CountingSink(OutputStream out, int size, LongConsumer progress) {
    this.out = out;
    this.buffer = new byte[size];
    this.progress = progress;
  }

  @Override
  public void write(int b) throws IOException {
    if (used == buffer.length) {
      empty();
    }
    buffer[used++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (used == buffer.length) {
        empty();
      }
      int count = Math.min(left, buffer.length - used);
      System.arraycopy(bytes, from, buffer, used, count);
      used += count;
      from += count;
      left -= count;
    }
  }

  @Override
  public void flush() throws IOException {
    empty();
    out.flush();
  }

  private void empty() throws IOException {
    if (used > 0) {
      out.write(buffer, 0, used);
      written += used;
      used = 0;
      progress.accept(written);
    }
  }
}
