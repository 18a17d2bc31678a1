package io.github.jbuild.buildkit.filesync.send;

import static io.github.jbuild.buildkit.filesync.send.EngineReceiver.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.buildkit.filesync.Loopback;
import io.github.jbuild.buildkit.filesync.source.Content;
import io.github.jbuild.buildkit.filesync.source.FileSource;
import io.github.jbuild.buildkit.filesync.source.ListedSource;
import io.github.jbuild.buildkit.filesync.source.MemorySource;
import io.github.jbuild.buildkit.filesync.source.SourceEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileSyncServiceTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static FileSyncService serving(String name, FileSource source) {
    return new FileSyncService(Map.of(name, source), TransferListener.NONE);
  }

  @Test
  void sends_a_dockerfile_from_memory() throws Exception {
    FileSource source = new MemorySource(Map.of("Dockerfile", bytes("FROM scratch\n")));
    try (Loopback loopback = new Loopback(serving("dockerfile", source))) {
      EngineReceiver received =
          EngineReceiver.receive(
              loopback.channel(),
              headers(
                  "dockerfile",
                  "followpaths",
                  "Dockerfile",
                  "followpaths",
                  "Dockerfile.dockerignore",
                  "followpaths",
                  "dockerfile"),
              Map.of());
      assertThat(received.contents()).containsExactly(Map.entry("Dockerfile", "FROM scratch\n"));
    }
  }

  @Test
  void does_not_send_a_dockerfile_that_the_engine_has() throws Exception {
    EngineReceiver first;
    FileSource source = new MemorySource(Map.of("Dockerfile", bytes("FROM a")));
    try (Loopback loopback = new Loopback(serving("dockerfile", source))) {
      first = EngineReceiver.receive(loopback.channel(), headers("dockerfile"), Map.of());
    }
    assertThat(first.requested).containsExactly("Dockerfile");
    FileSource same = new MemorySource(Map.of("Dockerfile", bytes("FROM a")));
    try (Loopback loopback = new Loopback(serving("dockerfile", same))) {
      assertThat(
              EngineReceiver.receive(loopback.channel(), headers("dockerfile"), first.stats)
                  .requested)
          .isEmpty();
    }
    FileSource other = new MemorySource(Map.of("Dockerfile", bytes("FROM b")));
    try (Loopback loopback = new Loopback(serving("dockerfile", other))) {
      assertThat(
              EngineReceiver.receive(loopback.channel(), headers("dockerfile"), first.stats)
                  .contents())
          .containsExactly(Map.entry("Dockerfile", "FROM b"));
    }
  }

  @Test
  void sends_listed_files_in_order_and_tells_of_progress() throws Exception {
    List<SourceEntry> entries = new ArrayList<>();
    entries.add(SourceEntry.file("a-b", 0644, 1, 1, null, Content.of(bytes("x"))));
    entries.add(SourceEntry.file("a/ü", 04755, 2, 2, null, Content.of(bytes("yz"))));
    entries.add(SourceEntry.folder("a", 01777, 3));
    entries.add(SourceEntry.link("a/l", 0777, 4, "../a-b"));
    entries.add(SourceEntry.file("empty", 0600, 0, 5, null, Content.of(bytes(""))));
    List<TransferProgress> progress = new ArrayList<>();
    FileSyncService service =
        new FileSyncService(Map.of("context", new ListedSource(entries)), progress::add);
    try (Loopback loopback = new Loopback(service)) {
      EngineReceiver received =
          EngineReceiver.receive(loopback.channel(), headers("context"), Map.of());
      assertThat(received.stats.keySet()).containsExactly("a", "a/l", "a/ü", "a-b", "empty");
      assertThat(received.stats.values())
          .extracting(stat -> Integer.toUnsignedString(stat.getMode(), 8))
          .containsExactly("20004000777", "1000000777", "40000755", "644", "600");
      assertThat(received.contents()).isEqualTo(Map.of("a-b", "x", "a/ü", "yz", "empty", ""));
    }
    assertThat(progress).last().isEqualTo(new TransferProgress("context", 5, 3, 3, 3, true));
  }

  @Test
  void has_no_folder_but_its_own() throws Exception {
    try (Loopback loopback = new Loopback(serving("context", new MemorySource(Map.of())))) {
      assertThatThrownBy(
              () -> EngineReceiver.receive(loopback.channel(), headers("other"), Map.of()))
          .hasMessage("NOT_FOUND: no directory \"other\"");
    }
  }
}
