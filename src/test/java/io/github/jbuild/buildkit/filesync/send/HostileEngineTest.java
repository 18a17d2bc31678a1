package io.github.jbuild.buildkit.filesync.send;

import static io.github.jbuild.buildkit.filesync.send.EngineReceiver.headers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.buildkit.filesync.Loopback;
import io.github.jbuild.buildkit.filesync.source.Content;
import io.github.jbuild.buildkit.filesync.source.FolderSource;
import io.github.jbuild.buildkit.filesync.source.ListedSource;
import io.github.jbuild.buildkit.filesync.source.SourceEntry;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines that do not keep to the protocol, and files that do not keep still. */
class HostileEngineTest {

  private static final long LARGE = 400L << 20;
  private static final long UNDER_WAY = 8L << 20;

  @TempDir Path root;

  private static FileSyncService serving(SourceEntry... entries) {
    return new FileSyncService(
        Map.of("context", new ListedSource(List.of(entries))), TransferListener.NONE);
  }

  private static SourceEntry file(String path, Path file, long size) {
    return SourceEntry.file(path, 0644, size, 0, null, Content.of(file));
  }

  /** Receives until the transfer fails, and returns what the engine was told. */
  private static String told(FileSyncService service) throws Exception {
    try (Loopback loopback = new Loopback(service)) {
      EngineReceiver receiver =
          new EngineReceiver(loopback.channel(), headers("context"), Map.of());
      Status status = receiver.run();
      assertThat(status.isOk()).isFalse();
      assertThat(receiver.errors).hasSize(1);
      assertThat(status.getDescription()).isEqualTo(receiver.errors.get(0));
      return receiver.errors.get(0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1_000_000, -1, Integer.MIN_VALUE})
  void sends_nothing_that_is_no_file_of_its_own(int id) throws Exception {
    Path file = Files.writeString(root.resolve("x"), "x");
    FileSyncService service = serving(file("a", file, 1), SourceEntry.folder("b", 0755, 0));
    try (Loopback loopback = new Loopback(service)) {
      EngineReceiver receiver =
          new EngineReceiver(loopback.channel(), headers("context"), Map.of());
      List<Packet> answers = afterList(receiver, request(id));
      assertThat(answers).extracting(Packet::getType).containsExactly(Packet.Type.ERR);
      assertThat(receiver.closed().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
  }

  @Test
  void sends_a_file_once() throws Exception {
    Path file = Files.writeString(root.resolve("x"), "x");
    try (Loopback loopback = new Loopback(serving(file("a", file, 1)))) {
      EngineReceiver receiver =
          new EngineReceiver(loopback.channel(), headers("context"), Map.of());
      List<Packet> answers = afterList(receiver, request(0), request(0));
      assertThat(answers).last().extracting(Packet::getType).isEqualTo(Packet.Type.ERR);
    }
  }

  private static Packet request(int id) {
    return Packet.newBuilder().setType(Packet.Type.REQ).setId(id).build();
  }

  /** Waits for the end of the list, sends some packets, and returns all further answers. */
  private static List<Packet> afterList(EngineReceiver receiver, Packet... packets)
      throws InterruptedException {
    for (Packet packet = receiver.next(); packet != null; packet = receiver.next()) {
      if (!packet.hasStat()) {
        break;
      }
    }
    for (Packet packet : packets) {
      receiver.send(packet);
    }
    List<Packet> answers = new ArrayList<>();
    for (Packet packet = receiver.next(); packet != null; packet = receiver.next()) {
      answers.add(packet);
    }
    return answers;
  }

  @Test
  void a_file_that_became_shorter_ends_the_transfer() throws Exception {
    Path file = Files.writeString(root.resolve("x"), "short");
    FileSyncService service = serving(file("a", file, 1_000_000));
    assertThat(told(service)).contains("shrank").contains(file.toString());
    assertThat(service.failure().map(JbuildException::kind)).contains(Kind.ENVIRONMENT);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4, 256 * 1024})
  void a_file_that_grew_ends_the_transfer(long size) throws Exception {
    Path file = Files.write(root.resolve("x"), new byte[(int) size + 1]);
    FileSyncService service = serving(file("a", file, size));
    assertThat(told(service)).contains("grew").contains(file.toString());
    assertThat(service.failure()).isPresent();
  }

  @Test
  void a_file_that_vanished_ends_the_transfer() throws Exception {
    FileSyncService service = serving(file("a", root.resolve("gone"), 1));
    assertThat(told(service)).contains("disappeared").contains(root.resolve("gone").toString());
    assertThat(service.failure().flatMap(JbuildException::hint)).isPresent();
  }

  @Test
  void a_link_in_the_place_of_a_file_is_not_followed() throws Exception {
    Path secret = Files.writeString(root.resolve("secret"), "x");
    Path link = Files.createSymbolicLink(root.resolve("link"), secret);
    assertThat(told(serving(file("a", link, 1)))).contains("cannot read").contains("link");
  }

  @Test
  void a_folder_that_cannot_be_read_is_told_of() throws Exception {
    FileSyncService service =
        new FileSyncService(
            Map.of("context", new FolderSource(root.resolve("no"))), TransferListener.NONE);
    assertThat(told(service)).contains(root.resolve("no").toString());
    assertThat(service.failure()).isPresent();
  }

  @Test
  void an_invalid_pattern_is_told_of() throws Exception {
    FileSyncService service = serving();
    try (Loopback loopback = new Loopback(service)) {
      EngineReceiver receiver =
          new EngineReceiver(
              loopback.channel(), headers("context", "exclude-patterns", "a[b"), Map.of());
      assertThat(receiver.run().getDescription()).contains("a[b");
    }
  }

  @Test
  void thousands_of_patterns_and_encoded_ones_are_understood() throws Exception {
    Path file = Files.writeString(root.resolve("x"), "x");
    Metadata headers =
        headers(
            "context",
            "exclude-patterns-encoded",
            "1",
            "exclude-patterns",
            "gr%C3%BCn+%2B%25",
            "include-patterns",
            "*%");
    for (int i = 0; i < 20_000; i++) {
      headers.put(EngineReceiver.key("exclude-patterns"), "folder%2F*%2Fpattern-" + i);
    }
    FileSyncService service = serving(file("grün +%", file, 1), file("blau%", file, 1));
    try (Loopback loopback = new Loopback(service)) {
      EngineReceiver received = EngineReceiver.receive(loopback.channel(), headers, Map.of());
      assertThat(received.requested).containsExactly("blau%");
    }
  }

  @Test
  void reads_no_faster_than_the_engine_takes() throws Exception {
    AtomicLong read = new AtomicLong();
    Content zeros = () -> new Zeros(read);
    FileSyncService service =
        serving(
            SourceEntry.file("a", 0644, LARGE, 0, null, zeros),
            SourceEntry.file("b", 0644, LARGE, 0, null, zeros));
    try (Loopback loopback = new Loopback(service)) {
      EngineReceiver receiver =
          new EngineReceiver(loopback.channel(), headers("context"), Map.of());
      for (int stat = 0; stat < 3; stat++) {
        assertThat(receiver.next()).isNotNull();
      }
      receiver.request(0);
      receiver.request(1);
      long received = 0;
      for (int ends = 0; ends < 2; ) {
        Packet packet = Objects.requireNonNull(receiver.next());
        received += packet.getData().size();
        ends += packet.getData().isEmpty() ? 1 : 0;
        assertThat(read.get() - received).isLessThan(UNDER_WAY);
      }
      assertThat(received).isEqualTo(2 * LARGE);
    }
  }

  @Test
  void stops_reading_when_the_engine_gives_up() throws Exception {
    AtomicLong read = new AtomicLong();
    Zeros zeros = new Zeros(read);
    FileSyncService service =
        serving(SourceEntry.file("a", 0644, Long.MAX_VALUE / 2, 0, null, () -> zeros));
    try (Loopback loopback = new Loopback(service)) {
      EngineReceiver receiver =
          new EngineReceiver(loopback.channel(), headers("context"), Map.of());
      assertThat(receiver.next()).isNotNull();
      receiver.request(0);
      while (read.get() == 0) {
        assertThat(receiver.next()).isNotNull();
      }
      receiver.cancel();
      zeros.awaitClosed();
      assertThat(service.failure()).isEmpty();
    }
  }

  /** As many zeros as anybody wants. */
  private static final class Zeros implements ReadableByteChannel {

    private final AtomicLong read;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long left = LARGE;

    Zeros(AtomicLong read) {
      this.read = read;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      int count = (int) Math.min(buffer.remaining(), left);
      left -= count;
      buffer.position(buffer.position() + count);
      read.addAndGet(count);
      return count == 0 ? -1 : count;
    }

    @Override
    public boolean isOpen() {
      return closed.getCount() > 0;
    }

    @Override
    public void close() {
      closed.countDown();
    }

    void awaitClosed() throws InterruptedException {
      assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
