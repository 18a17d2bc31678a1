package io.github.jbuild.engine.builder;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A pipe of fixed size between the thread that writes the build context and the one that sends it.
 * The reading side reports progress, so that a listener is called from one thread.
 */
public final class ContextPipe extends InputStream {

  private static final int CAPACITY = 256 * 1024;
  private static final long REPORT_EVERY = 1024 * 1024;

  private final byte[] ring = new byte[CAPACITY];
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LongConsumer progress;
  private int start;
  private int filled;
  private boolean ended;
  private boolean closed;
  private @Nullable String broken;
  private long sent;
  private long reported;

  /**
   * @param progress receives the number of bytes sent so far, now and then and at the end
   */
  public ContextPipe(LongConsumer progress) {
    this.progress = progress;
  }

  /** The writing side; its {@code close} ends the stream. */
  public OutputStream sink() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        put(bytes, offset, length);
      }

      @Override
      public void close() {
        change(() -> ended = true);
      }
    };
  }

  /** Makes reading fail: the writer cannot go on, or the build is cancelled. */
  public void breakOff(String reason) {
    change(() -> broken = reason);
  }

  /** Whether nobody reads any longer. */
  public boolean abandoned() {
    lock.lock();
    try {
      return closed || broken != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = take(into, offset, length);
    if (count > 0) {
      sent += count;
    }
    if (sent - reported >= REPORT_EVERY || (count < 0 && sent > reported)) {
      reported = sent;
      progress.accept(sent);
    }
    return count;
  }

  /** The reader wants no more; writing fails from now on. */
  @Override
  public void close() {
    change(() -> closed = true);
  }

  private int take(byte[] into, int offset, int length) throws IOException {
    lock.lock();
    try {
      awaitUntil(() -> filled > 0 || ended || broken != null);
      if (broken != null) {
        throw new IOException(broken);
      }
      if (filled == 0) {
        return -1;
      }
      int count = Math.min(Math.min(length, filled), CAPACITY - start);
      System.arraycopy(ring, start, into, offset, count);
      start = (start + count) % CAPACITY;
      filled -= count;
      changed.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  private void put(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    lock.lock();
    try {
      while (done < length) {
        awaitUntil(() -> filled < CAPACITY || closed || broken != null);
        if (closed || broken != null) {
          throw new IOException("the engine no longer accepts the context");
        }
        int end = (start + filled) % CAPACITY;
        int room = Math.min(CAPACITY - filled, CAPACITY - end);
        int count = Math.min(length - done, room);
        System.arraycopy(bytes, offset + done, ring, end, count);
        filled += count;
        done += count;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitUntil(BooleanSupplier ready) throws InterruptedIOException {
    try {
      while (!ready.getAsBoolean()) {
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while sending the context");
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
