package io.github.jbuild.image.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers and strings of an ELF file. Each read is checked against the file's size, and what all
 * strings and steps of one file may cost is bounded, whatever the file says.
 */
final class ElfData {

  /** What the strings and steps of a file may cost; real files stay below a tenth of it. */
  private static final int BUDGET = 1 << 20;

  private static final int WINDOW = 4096;

  private final SeekableBytes bytes;
  private final boolean wide;
  private final ByteBuffer window;
  private long windowStart;
  private int windowSize;
  private int budget = BUDGET;

  ElfData(SeekableBytes bytes, boolean wide, ByteOrder order) {
    this.bytes = bytes;
    this.wide = wide;
    this.window = ByteBuffer.allocate(WINDOW).order(order);
  }

  /** Whether addresses have 64 bits. */
  boolean wide() {
    return wide;
  }

  long size() {
    return bytes.size();
  }

  int u16(long offset, String what) throws IOException, MalformedElfException {
    return window.getShort(at(offset, 2, what)) & 0xffff;
  }

  long u32(long offset, String what) throws IOException, MalformedElfException {
    return window.getInt(at(offset, 4, what)) & 0xffffffffL;
  }

  /** An address, offset or size: 32 or 64 bits, and 64 may exceed a signed long. */
  long word(long offset, String what) throws IOException, MalformedElfException {
    return wide ? window.getLong(at(offset, 8, what)) : u32(offset, what);
  }

  /**
   * A string that ends with a zero byte.
   *
   * @param limit offset that it must end before
   */
  String string(long offset, long limit, String what) throws IOException, MalformedElfException {
    byte[] raw = new byte[64];
    int length = 0;
    for (long at = offset; ; at++) {
      if (at >= limit) {
        throw new MalformedElfException("the string of " + what + " is not terminated", offset);
      }
      byte next = window.get(at(at, 1, what));
      spend(1, what, at);
      if (next == 0) {
        break;
      }
      raw = length == raw.length ? Arrays.copyOf(raw, length * 2) : raw;
      raw[length++] = next;
    }
    return new String(raw, 0, length, StandardCharsets.UTF_8);
  }

  /** Counts work; a file that costs more than any real one is refused. */
  void spend(int cost, String what, long offset) throws MalformedElfException {
    budget -= cost;
    if (budget < 0) {
      throw new MalformedElfException(what + " is too long", offset);
    }
  }

  private int at(long offset, int length, String what) throws IOException, MalformedElfException {
    if (offset < 0 || offset > bytes.size() - length) {
      throw new MalformedElfException(what + " is beyond the end of the file", offset);
    }
    if (offset < windowStart || offset + length > windowStart + windowSize) {
      windowSize = bytes.read(offset, window.array(), 0, WINDOW);
      windowStart = offset;
      if (windowSize < length) {
        throw new MalformedElfException(what + " is truncated", offset);
      }
    }
    return (int) (offset - windowStart);
  }
}
