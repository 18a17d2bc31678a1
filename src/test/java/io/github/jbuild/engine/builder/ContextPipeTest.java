package io.github.jbuild.engine.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ContextPipeTest {

  private final List<Long> progress = new ArrayList<>();
  private final ContextPipe pipe = new ContextPipe(progress::add);

  @Test
  void carries_every_byte_in_order_and_reports_progress() throws Exception {
    byte[] data = new byte[3 * 1024 * 1024 + 17];
    new Random(1).nextBytes(data);
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(data));

    byte[] read = pipe.readAllBytes();

    assertThat(read).isEqualTo(data);
    writing.join();
    assertThat(progress).isSorted().hasSizeBetween(3, 5).endsWith((long) data.length);
  }

  @Test
  void fails_the_writer_when_the_reader_is_gone() {
    pipe.close();

    assertThatThrownBy(() -> pipe.sink().write(new byte[1 << 20])).isInstanceOf(IOException.class);
  }

  @Test
  void fails_the_reader_when_the_writer_breaks_off() throws IOException {
    pipe.sink().write(1);
    pipe.breakOff("no more");

    assertThatThrownBy(() -> pipe.read(new byte[8]))
        .isInstanceOf(IOException.class)
        .hasMessage("no more");
  }

  private void write(byte[] data) {
    try (OutputStream sink = pipe.sink()) {
      sink.write(data[0]);
      for (int at = 1; at < data.length; ) {
        int length = Math.min(100_003, data.length - at);
        sink.write(data, at, length);
        at += length;
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
