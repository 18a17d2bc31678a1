package io.github.jbuild.buildkit.filesync.send;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.github.jbuild.buildkit.filesync.PacketStream;
import io.github.jbuild.buildkit.filesync.source.Content;
import io.github.jbuild.buildkit.filesync.source.SourceEntry;
import io.github.jbuild.buildkit.filesync.source.SourceFailures;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;

/** Sends one file, which must have the length announced to the engine. */
final class FileSender {

  /** Bytes in a packet; engines refuse 4 MiB. */
  private static final int CHUNK = 256 * 1024;

  private final int id;
  private final SourceEntry entry;
  private final PacketStream out;
  private final SendProgress progress;

  FileSender(int id, SourceEntry entry, PacketStream out, SendProgress progress) {
    this.id = id;
    this.entry = entry;
    this.out = out;
    this.progress = progress;
  }

  /** Returns false if the call is over. */
  boolean send() throws InterruptedException {
    try (ReadableByteChannel file = entry.content().open()) {
      long left = entry.size();
      boolean open = true;
      while (open && left > 0) {
        ByteBuffer chunk = read(file, (int) Math.min(CHUNK, left + 1));
        int count = chunk.limit();
        left -= count;
        if (left < 0 || (count == 0)) {
          throw SourceFailures.changed(place(), left < 0);
        }
        List<Packet> packets = new ArrayList<>(2);
        packets.add(data(UnsafeByteOperations.unsafeWrap(chunk)));
        open = sendChunk(file, packets, left, count);
      }
      return open && (entry.size() > 0 || sendChunk(file, new ArrayList<>(1), 0, 0));
    } catch (IOException e) {
      throw SourceFailures.unreadable(place(), e);
    }
  }

  /** Adds the end to the last packet of the file. */
  private boolean sendChunk(ReadableByteChannel file, List<Packet> packets, long left, int count)
      throws IOException, InterruptedException {
    if (left == 0) {
      if (read(file, 1).hasRemaining()) {
        throw SourceFailures.changed(place(), true);
      }
      packets.add(data(ByteString.EMPTY));
    }
    // Before it is sent: the engine may have it and be done before this thread goes on.
    progress.sent(count, left == 0);
    return out.send(packets);
  }

  /** As much as fits; less only at the end of the file. The buffer is new, and stays as it is. */
  private static ByteBuffer read(ReadableByteChannel file, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    int count = 0;
    while (buffer.hasRemaining() && count >= 0) {
      count = file.read(buffer);
    }
    return buffer.flip();
  }

  private Packet data(ByteString bytes) {
    return Packet.newBuilder().setType(Packet.Type.DATA).setId(id).setData(bytes).build();
  }

  private String place() {
    return entry.content() instanceof Content.OnDisk disk ? disk.toString() : entry.path();
  }
}
