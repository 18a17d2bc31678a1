package io.github.jbuild.image.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@SuppressWarnings("InputStreamSlowMultibyteRead") // the streams are short
class ReadAheadTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, ReadAhead.BLOCK - 1, ReadAhead.BLOCK, ReadAhead.BLOCK * 20 + 7})
  void passes_every_byte_and_the_end(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);

    try (InputStream in = new ReadAhead(new ByteArrayInputStream(bytes))) {
      int first = in.read();
      byte[] rest = in.readAllBytes();

      assertThat(first).isEqualTo(length == 0 ? -1 : bytes[0] & 0xff);
      assertThat(rest).isEqualTo(Arrays.copyOfRange(bytes, Math.min(1, length), length));
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void passes_on_what_the_source_throws_once_all_before_it_is_read(boolean checked)
      throws IOException {
    IOException io = new IOException("broken");
    IllegalStateException unchecked = new IllegalStateException("broken");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            if (checked) {
              throw io;
            }
            throw unchecked;
          }
        };
    byte[] before = new byte[ReadAhead.BLOCK * 2];

    try (InputStream in =
        new ReadAhead(new SequenceInputStream(new ByteArrayInputStream(before), broken))) {
      assertThat(in.readNBytes(before.length)).hasSize(before.length);
      assertThat(catchThrowable(in::read)).isSameAs(checked ? io : unchecked);
      assertThat(catchThrowable(in::read)).isSameAs(checked ? io : unchecked);
    }
  }

  @Test
  void reads_no_more_than_its_blocks_ahead() throws Exception {
    AtomicInteger read = new AtomicInteger();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            read.incrementAndGet();
            return 7;
          }
        };
    try (InputStream in = new ReadAhead(endless)) {
      assertThat(in.read()).isEqualTo(7);
      for (int before = -1; before != read.get(); Thread.sleep(200)) {
        before = read.get();
      }

      assertThat(read.get()).isLessThanOrEqualTo((ReadAhead.BLOCKS + 1) * ReadAhead.BLOCK);
    }
    assertThat(threads()).isZero();
  }

  @Test
  void closing_ends_a_read_that_waits_and_leaves_no_thread() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    InputStream silent =
        new InputStream() {
          @Override
          public int read() throws IOException {
            waiting.countDown();
            try {
              closed.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            throw new IOException("closed");
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    InputStream in = new ReadAhead(silent);
    waiting.await();

    in.close();

    assertThat(closed.getCount()).isZero();
    assertThat(threads()).isZero();
    assertThat(catchThrowable(in::read)).isInstanceOf(IOException.class);
  }

  @Test
  void a_stream_that_was_read_to_its_end_leaves_no_thread() throws IOException {
    try (InputStream in = new ReadAhead(new ByteArrayInputStream(new byte[10]))) {
      assertThat(in.readAllBytes()).hasSize(10);
    }

    assertThat(threads()).isZero();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("read ahead"))
        .count();
  }
}
