package io.github.jbuild.image.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** Bytes that can be read from any position. */
public interface SeekableBytes {

  /** How many there are. */
  long size();

  /**
   * Reads from a position.
   *
   * @param position of the first byte, from 0
   * @return how many bytes were read; fewer than {@code length} only at the end, 0 behind it
   * @throws IOException if they cannot be read
   */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  /** The first {@code size} bytes of an array, which is not copied. */
  static SeekableBytes of(byte[] bytes, int size) {
    Objects.checkFromIndexSize(0, size, bytes.length);
    return new SeekableBytes() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public int read(long position, byte[] into, int offset, int length) {
        int count = (int) Math.max(0, Math.min(length, size - position));
        if (count > 0) {
          System.arraycopy(bytes, (int) position, into, offset, count);
        }
        return count;
      }
    };
  }

  /** The bytes of an array, which is not copied. */
  static SeekableBytes of(byte[] bytes) {
    return of(bytes, bytes.length);
  }

  /** The first {@code size} bytes of a file; its own position is neither used nor changed. */
  static SeekableBytes of(FileChannel file, long size) {
    return new SeekableBytes() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public int read(long position, byte[] into, int offset, int length) throws IOException {
        int count = (int) Math.max(0, Math.min(length, size - position));
        ByteBuffer buffer = ByteBuffer.wrap(into, offset, count);
        while (buffer.hasRemaining()
            && file.read(buffer, position + count - buffer.remaining()) >= 0) {
          // a file may return less than requested
        }
        return count - buffer.remaining();
      }
    };
  }
}
