package io.github.jbuild.image.archive;

import io.github.jbuild.core.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a thread of its own reads, some blocks ahead of its reader, so that receiving,
 * unpacking and hashing go on while what came before is looked at. What the source throws, its
 * reader sees.
 */
final class ReadAhead extends InputStream {

  static final int BLOCKS = 6;
  static final int BLOCK = 256 << 10;
  private static final long PATIENCE_MILLIS = 2000;

  private static final Block NOTHING = new Block(new byte[0]);

  private final InputStream source;
  private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
  private final Thread thread = DaemonThreads.unstarted("read ahead", this::fill);
  private Block current = NOTHING;
  private int position;
  private boolean closed;

  /**
   * Bytes on their way, or how the stream ends: with a length of -1, and with a failure or none.
   */
  private static final class Block {
    private final byte[] bytes;
    private int length;
    private @Nullable Throwable failure;

    Block(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /** Takes over {@code source} and begins to read it. */
  ReadAhead(InputStream source) {
    this.source = source;
    for (int i = 0; i < BLOCKS; i++) {
      empty.add(new Block(new byte[BLOCK]));
    }
    thread.start();
  }

  @Override
  public int read() throws IOException {
    if (!next()) {
      return -1;
    }
    return Byte.toUnsignedInt(current.bytes[position++]);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!next()) {
      return -1;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current.bytes, position, into, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return Math.max(0, current.length - position);
  }

  /**
   * Closes the source, which ends a read that waits there, and waits for the thread to end. One
   * that hangs in a source which cannot be interrupted keeps no program from ending.
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      source.close();
    } finally {
      thread.interrupt();
      join();
    }
  }

  private void join() throws InterruptedIOException {
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Whether there is a byte at {@code position}, once the thread has read one. */
  private boolean next() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    while (position == current.length) {
      try {
        if (current.bytes.length > 0) {
          empty.put(current);
          current = NOTHING;
          position = 0;
        }
        current = full.take();
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
    if (current.length < 0) {
      rethrow(current.failure);
    }
    return current.length > 0;
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while an image was read");
  }

  private void fill() {
    try {
      for (boolean more = true; more; ) {
        Block block = empty.take();
        more = fill(block);
        full.put(block);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean fill(Block block) {
    block.length = -1;
    try {
      int length = source.readNBytes(block.bytes, 0, BLOCK);
      block.length = length == 0 ? -1 : length;
    } catch (IOException | RuntimeException | Error e) {
      block.failure = e;
    }
    return block.length > 0;
  }
}
