package io.github.jbuild.buildkit.filesync.receive;

import com.google.protobuf.ByteString;
import io.github.jbuild.buildkit.filesync.PacketStream;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import io.github.jbuild.buildkit.proto.filesync.Stat;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/** The receiving side of fsutil: requests every file, and writes what arrives into a folder. */
final class IncomingTree implements Incoming {

  /**
   * Files that are requested at the same time. fsutil stops listening at some more, and would wait
   * for us while we wait for it.
   */
  private static final int ASKED = 64;

  private final TreeWriter writer;
  private final PacketStream out;
  private final Queue<Integer> unasked = new ArrayDeque<>();
  private final Map<Integer, Stat> wanted = new HashMap<>();
  private final Map<Integer, IncomingFile> open = new HashMap<>();
  private int asked;
  private int count;
  private boolean listed;
  private boolean complete;
  private boolean finished;

  IncomingTree(Path folder, PacketStream out) {
    this.writer = new TreeWriter(folder);
    this.out = out;
  }

  @Override
  public void begin() throws IOException {
    writer.begin();
  }

  @Override
  public void message(byte[] message) throws IOException, InterruptedException {
    Packet packet = Packet.parseFrom(message);
    switch (packet.getType()) {
      case STAT -> stat(packet);
      case DATA -> data(packet.getId(), packet.getData());
      case FIN -> fin();
      case ERR ->
          throw JbuildException.of(Kind.BUILD_FAILED, "the engine cannot send the result")
              .details(List.of(packet.getData().toStringUtf8()));
      default -> throw unexpected("a packet of type " + packet.getTypeValue());
    }
  }

  private void stat(Packet packet) throws IOException, InterruptedException {
    if (listed) {
      throw unexpected("a file after the last one");
    }
    if (!packet.hasStat()) {
      listed = true;
    } else {
      int id = count++;
      if (writer.entry(packet.getStat())) {
        wanted.put(id, packet.getStat());
        unasked.add(id);
      }
    }
    ask();
  }

  /** Asks for as much as may be under way, and says so when everything is there. */
  private void ask() throws IOException, InterruptedException {
    while (asked < ASKED && !unasked.isEmpty()) {
      asked++;
      int id = unasked.remove();
      open.put(id, writer.part(Objects.requireNonNull(wanted.remove(id))));
      send(Packet.newBuilder().setType(Packet.Type.REQ).setId(id).build());
    }
    if (listed && asked == 0 && !complete) {
      complete = true;
      writer.finish();
      send(Packet.newBuilder().setType(Packet.Type.FIN).build());
    }
  }

  private void send(Packet packet) throws InterruptedException {
    var unused = out.send(List.of(packet));
  }

  private void data(int id, ByteString data) throws IOException, InterruptedException {
    IncomingFile part = open.get(id);
    if (part == null) {
      throw unexpected("a file that was not requested");
    }
    if (data.isEmpty()) {
      part.complete();
      open.remove(id);
      asked--;
      ask();
    } else {
      part.write(data.asReadOnlyByteBuffer());
    }
  }

  private void fin() {
    if (!complete) {
      throw unexpected("an end before everything was sent");
    }
    finished = true;
    out.close(Status.OK);
  }

  @Override
  public void end() {
    if (!finished) {
      throw unexpected("an end before everything was sent");
    }
  }

  @Override
  public void abort() {
    open.values().forEach(IncomingFile::abort);
  }

  private static JbuildException unexpected(String what) {
    return JbuildException.of(Kind.ENVIRONMENT, "the engine sent " + what)
        .hint("jbuild may not know its version");
  }
}
