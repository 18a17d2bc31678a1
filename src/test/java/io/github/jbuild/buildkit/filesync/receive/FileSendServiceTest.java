package io.github.jbuild.buildkit.filesync.receive;

import static io.github.jbuild.buildkit.filesync.receive.EngineSender.file;
import static io.github.jbuild.buildkit.filesync.receive.EngineSender.folder;
import static io.github.jbuild.buildkit.filesync.receive.EngineSender.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.buildkit.filesync.Loopback;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import io.github.jbuild.buildkit.proto.filesync.Stat;
import io.github.jbuild.core.JbuildException;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSendServiceTest {

  @TempDir Path outer;

  private Path target() throws IOException {
    return Files.createDirectories(outer.resolve("target"));
  }

  private FileSendService tree() throws IOException {
    return new FileSendService(Map.of(0, new FileTarget.Folder(target())));
  }

  private static FileSendService stream(StreamSink.Factory sink) {
    return new FileSendService(Map.of(0, new FileTarget.Stream(sink)));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.map(folder::relativize).map(Path::toString).filter(n -> !n.isEmpty()).toList();
    }
  }

  @Test
  void a_stream_becomes_a_file_when_it_is_whole() throws Exception {
    Path file = target().resolve("image.tar");
    Files.writeString(file, "old");
    try (Loopback loopback = new Loopback(stream(StreamSink.file(file)))) {
      EngineSender engine = EngineSender.ofStream(loopback.channel(), Map.of());
      engine.bytes("new ");
      engine.bytes("image");
      engine.halfClose();
      assertThat(engine.end().isOk()).isTrue();
      assertThat(engine.answers).isEmpty();
    }
    assertThat(file).hasContent("new image");
    assertThat(names(target())).containsExactly("image.tar");
  }

  @Test
  void a_stream_that_breaks_off_leaves_the_old_file() throws Exception {
    Path file = target().resolve("image.tar");
    Files.writeString(file, "old");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch aborted = new CountDownLatch(1);
    StreamSink.Factory sink =
        metadata -> new Watched(StreamSink.file(file).open(metadata), begun, aborted);
    try (Loopback loopback = new Loopback(stream(sink))) {
      EngineSender engine = EngineSender.ofStream(loopback.channel(), Map.of());
      engine.bytes("new ");
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
      engine.cancel();
      assertThat(aborted.await(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(file).hasContent("old");
    assertThat(names(target())).containsExactly("image.tar");
  }

  /** Tells when it was written to and aborted. */
  private record Watched(StreamSink sink, CountDownLatch begun, CountDownLatch aborted)
      implements StreamSink {
    @Override
    public void write(byte[] bytes) throws IOException {
      sink.write(bytes);
      begun.countDown();
    }

    @Override
    public void complete() throws IOException {
      sink.complete();
    }

    @Override
    public void abort() {
      sink.abort();
      aborted.countDown();
    }
  }

  @Test
  void the_exporters_place_chooses_the_target() throws Exception {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    FileSendService service =
        new FileSendService(
            Map.of(
                0,
                new FileTarget.Stream(StreamSink.to(first)),
                1,
                new FileTarget.Stream(StreamSink.to(second))));
    try (Loopback loopback = new Loopback(service)) {
      for (String id : List.of("1", "0")) {
        EngineSender engine =
            EngineSender.ofStream(
                loopback.channel(), Map.of("buildkit-attachable-exporter-id", id));
        engine.bytes("for " + id);
        engine.halfClose();
        assertThat(engine.end().isOk()).isTrue();
      }
      for (String id : List.of("2", "x")) {
        EngineSender engine =
            EngineSender.ofStream(
                loopback.channel(), Map.of("buildkit-attachable-exporter-id", id));
        assertThat(engine.end().getCode()).isEqualTo(Status.Code.NOT_FOUND);
      }
    }
    assertThat(first.toString(StandardCharsets.UTF_8)).isEqualTo("for 0");
    assertThat(second.toString(StandardCharsets.UTF_8)).isEqualTo("for 1");
  }

  @Test
  void a_sink_that_fails_is_told_of() throws Exception {
    StreamSink.Factory full =
        metadata -> {
          throw new IOException("no space on " + metadata.get("name"));
        };
    FileSendService service = stream(full);
    try (Loopback loopback = new Loopback(service)) {
      EngineSender engine =
          EngineSender.ofStream(loopback.channel(), Map.of("exporter-md-name", "device"));
      assertThat(engine.end().getCode()).isEqualTo(Status.Code.UNKNOWN);
    }
    assertThat(service.failure().map(JbuildException::details))
        .contains(List.of("no space on device"));
  }

  @Test
  void a_tree_is_written_and_the_engine_is_told_when() throws Exception {
    try (Loopback loopback = new Loopback(tree())) {
      EngineSender engine = EngineSender.ofTree(loopback.channel());
      engine.stats(folder("a"), file("a/x", 2), file("a/y", 0), link("z", "a/x"));
      engine.stats(Stat.newBuilder().setPath("zz").setLinkname("a/x").setMode(0644));
      engine.listed();
      assertThat(engine.answer().getId()).isEqualTo(1);
      assertThat(engine.answer().getId()).isEqualTo(2);
      engine.data(2, "");
      engine.data(1, "x");
      engine.data(1, "y");
      engine.data(1, "");
      assertThat(engine.answer().getType()).isEqualTo(Packet.Type.FIN);
      engine.fin();
      assertThat(engine.end().isOk()).isTrue();
    }
    assertThat(target().resolve("a/x")).hasContent("xy");
    assertThat(target().resolve("a/y")).isEmptyFile();
    assertThat(Files.isSameFile(target().resolve("zz"), target().resolve("a/x"))).isTrue();
  }

  static Stream<List<Stat.Builder>> hostileTrees() {
    return Stream.of(
        List.of(file("../x", 0)),
        List.of(file("/x", 0)),
        List.of(file("", 0)),
        List.of(file(".", 0)),
        List.of(folder("..")),
        List.of(folder("a"), file("a/../../x", 0)),
        List.of(folder("a"), file("a//x", 0)),
        List.of(folder("a/")),
        List.of(file("a\0b", 0)),
        List.of(file("not-sent/x", 0)),
        List.of(link("a", ".."), file("a/x", 0)),
        List.of(file("a", 0), file("a/x", 0)),
        List.of(folder("a"), folder("a")),
        List.of(file("b", 0), file("a", 0)),
        List.of(link("a", ".."), folder("a")),
        List.of(link("a", "/etc/passwd"), file("b", 0).setLinkname("a")),
        List.of(file("b", 0).setLinkname("../victim")),
        List.of(file("b", 0).setLinkname("b")),
        List.of(file("b", 0).setMode(1 << 26)),
        List.of(file("b", 0).setMode(1 << 25)),
        List.of(file("busy", 0)));
  }

  @ParameterizedTest
  @MethodSource("hostileTrees")
  void nothing_leaves_the_folder(List<Stat.Builder> stats) throws Exception {
    Files.writeString(outer.resolve("victim"), "safe");
    Files.createDirectories(target().resolve("busy"));
    FileSendService service = tree();
    try (Loopback loopback = new Loopback(service)) {
      EngineSender engine = EngineSender.ofTree(loopback.channel());
      engine.stats(stats.toArray(Stat.Builder[]::new));
      assertThat(engine.end().isOk()).isFalse();
    }
    assertThat(service.failure()).isPresent();
    assertThat(outer.resolve("victim")).hasContent("safe");
    try (Stream<Path> paths = Files.list(outer)) {
      assertThat(paths.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("victim", "target");
    }
  }

  @Test
  void a_link_in_the_folder_is_not_written_through() throws Exception {
    Path victim = Files.createDirectory(outer.resolve("victim"));
    Path unused = Files.createSymbolicLink(target().resolve("a"), victim);
    Path file = Files.createSymbolicLink(target().resolve("f"), victim.resolve("f"));
    try (Loopback loopback = new Loopback(tree())) {
      EngineSender engine = EngineSender.ofTree(loopback.channel());
      engine.stats(folder("a"), file("a/x", 0), file("f", 0));
      engine.listed();
      engine.data(engine.answer().getId(), "");
      engine.data(engine.answer().getId(), "");
      assertThat(engine.answer().getType()).isEqualTo(Packet.Type.FIN);
      engine.fin();
      assertThat(engine.end().isOk()).isTrue();
    }
    assertThat(victim).isEmptyDirectory();
    assertThat(target().resolve("a/x")).isEmptyFile();
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xyz"})
  void a_file_of_another_size_is_refused(String content) throws Exception {
    FileSendService service = tree();
    try (Loopback loopback = new Loopback(service)) {
      EngineSender engine = EngineSender.ofTree(loopback.channel());
      engine.stats(file("a", 2));
      assertThat(engine.answer().getId()).isZero();
      if (!content.isEmpty()) {
        engine.data(0, content);
      }
      engine.data(0, "");
      assertThat(engine.end().getDescription()).contains("bytes instead of 2 of a");
    }
    assertThat(names(target())).isEmpty();
  }

  @Test
  void bytes_that_nobody_asked_for_and_an_early_end_are_refused() throws Exception {
    try (Loopback loopback = new Loopback(tree())) {
      EngineSender unasked = EngineSender.ofTree(loopback.channel());
      unasked.data(7, "x");
      assertThat(unasked.end().isOk()).isFalse();
      EngineSender early = EngineSender.ofTree(loopback.channel());
      early.stats(file("a", 1));
      early.fin();
      assertThat(early.end().isOk()).isFalse();
      EngineSender closed = EngineSender.ofTree(loopback.channel());
      closed.stats(file("a", 1));
      closed.halfClose();
      assertThat(closed.end().isOk()).isFalse();
    }
    assertThat(names(target())).isEmpty();
  }
}
