package io.github.jbuild.buildkit.filesync.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import io.github.jbuild.buildkit.filesync.GoMode;
import io.github.jbuild.buildkit.filesync.PacketStream;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import io.github.jbuild.buildkit.proto.filesync.Stat;
import io.github.jbuild.core.JbuildException;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whatever paths an engine sends, nothing is written outside the folder. Corpus entries: a line for
 * each entry, {@code d}, {@code f}, {@code l} or {@code h} for folder, file, link and hard link,
 * then the path, and behind a bar the link's target.
 */
class IncomingTreeFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void nothing_is_written_elsewhere(byte[] data) throws Exception {
    Path outer = Files.createTempDirectory("fuzz");
    try {
      Path victim = Files.createDirectory(outer.resolve("victim"));
      Path target = Files.createDirectory(outer.resolve("target"));
      Path unused = Files.createSymbolicLink(target.resolve("out"), victim);
      receive(target, new String(data, StandardCharsets.UTF_8));
      assertThat(victim).isEmptyDirectory();
      try (Stream<Path> paths = Files.list(outer)) {
        assertThat(paths).hasSize(2);
      }
    } finally {
      remove(outer);
    }
  }

  private static void receive(Path target, String text) throws Exception {
    Answers answers = new Answers();
    IncomingTree tree = new IncomingTree(target, new PacketStream(answers));
    try {
      tree.begin();
      for (String line : text.split("\n", 200)) {
        tree.message(packet(line).toByteArray());
      }
      tree.message(Packet.newBuilder().setType(Packet.Type.STAT).build().toByteArray());
      while (!answers.requests.isEmpty()) {
        int id = answers.requests.remove(0);
        tree.message(data(id, "x").toByteArray());
        tree.message(data(id, "").toByteArray());
      }
    } catch (JbuildException | IOException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    } finally {
      tree.abort();
    }
  }

  private static Packet packet(String line) {
    String[] parts = line.substring(Math.min(1, line.length())).split("\\|", 2);
    Stat.Builder stat = Stat.newBuilder().setPath(parts[0]);
    String target = parts.length < 2 ? "" : parts[1];
    switch (line.isEmpty() ? 'f' : line.charAt(0)) {
      case 'd' -> stat.setMode(GoMode.FOLDER | 0755);
      case 'l' -> stat.setMode(GoMode.LINK | 0777).setLinkname(target);
      case 'h' -> stat.setMode(0644).setLinkname(target);
      default -> stat.setMode(0644).setSize(1);
    }
    return Packet.newBuilder().setType(Packet.Type.STAT).setStat(stat).build();
  }

  private static Packet data(int id, String text) {
    return Packet.newBuilder()
        .setType(Packet.Type.DATA)
        .setId(id)
        .setData(ByteString.copyFromUtf8(text))
        .build();
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** A call whose answers are kept. */
  private static final class Answers extends ServerCall<byte[], Packet> {

    private final List<Integer> requests = new ArrayList<>();

    @Override
    public void sendMessage(Packet message) {
      if (message.getType() == Packet.Type.REQ) {
        requests.add(message.getId());
      }
    }

    @Override
    public void request(int count) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void close(Status status, Metadata trailers) {}

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public MethodDescriptor<byte[], Packet> getMethodDescriptor() {
      throw new UnsupportedOperationException();
    }
  }
}
