package io.github.jbuild.buildkit.filesync.send;

import io.github.jbuild.buildkit.filesync.GoMode;
import io.github.jbuild.buildkit.filesync.PacketStream;
import io.github.jbuild.buildkit.filesync.source.EntryFilter;
import io.github.jbuild.buildkit.filesync.source.FileSource;
import io.github.jbuild.buildkit.filesync.source.SourceEntry;
import io.github.jbuild.buildkit.filesync.source.SourceEntry.Kind;
import io.github.jbuild.buildkit.filesync.source.SourceFailures;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import io.github.jbuild.buildkit.proto.filesync.Stat;
import io.github.jbuild.core.JbuildException;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One transfer to the engine: announces every entry, and sends the files that it requests, which it
 * may do from the first entry on.
 */
final class SendCall extends ServerCall.Listener<Packet> {

  /** Files that are read at the same time, as many as fsutil reads. */
  private static final int READERS = 4;

  /** Entries that are announced to the engine at once. */
  private static final int BATCH = 64;

  private final ServerCall<Packet, Packet> call;
  private final PacketStream out;
  private final Executor threads;
  private final SendProgress progress;
  private final Consumer<JbuildException> failures;

  private final BitSet requested = new BitSet();
  private final Queue<Integer> waiting = new ArrayDeque<>();
  private List<SourceEntry> entries = List.of();
  private int offered;
  private boolean listed;
  private int readers;

  SendCall(
      ServerCall<Packet, Packet> call,
      Executor threads,
      SendProgress progress,
      Consumer<JbuildException> failures) {
    this.call = call;
    this.out = new PacketStream(call);
    this.threads = threads;
    this.progress = progress;
    this.failures = failures;
  }

  /** Begins on a thread of its own. */
  void start(FileSource source, EntryFilter filter) {
    threads.execute(() -> guarded(() -> offer(source, filter)));
    call.request(BATCH);
  }

  /** Work that reads files or waits for the transport. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void guarded(Work work) {
    try {
      work.run();
    } catch (JbuildException e) {
      fail(e);
    } catch (IOException e) {
      fail(SourceFailures.unreadable("a folder", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      out.fail(Status.CANCELLED.withDescription("interrupted"));
    } catch (RuntimeException | Error e) {
      fail(JbuildException.of(JbuildException.Kind.BUG, "sending files: " + e).cause(e));
    }
  }

  private void fail(JbuildException e) {
    failures.accept(e);
    out.fail(Status.UNKNOWN.withDescription(e.message()));
  }

  private void offer(FileSource source, EntryFilter filter)
      throws IOException, InterruptedException {
    List<SourceEntry> all = source.entries(filter);
    synchronized (this) {
      entries = all;
    }
    Map<Object, String> inodes = new HashMap<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      int to = Math.min(from + BATCH, all.size());
      List<Packet> packets = new ArrayList<>(BATCH);
      for (SourceEntry entry : all.subList(from, to)) {
        packets.add(packet(entry, inodes));
      }
      synchronized (this) {
        offered = to;
      }
      if (!out.send(packets)) {
        return;
      }
      progress.offered(packets.size());
    }
    synchronized (this) {
      listed = true;
    }
    var unused = out.send(List.of(Packet.newBuilder().setType(Packet.Type.STAT).build()));
  }

  /** A file that was already announced under another name is a hard link to that. */
  private static Packet packet(SourceEntry entry, Map<Object, String> inodes) {
    Stat.Builder stat =
        Stat.newBuilder()
            .setPath(entry.path())
            .setMode(GoMode.of(entry.kind(), entry.mode()))
            .setSize(entry.size())
            .setModTime(entry.modifiedNanos());
    if (entry.targetOrNull() != null) {
      stat.setLinkname(entry.targetOrNull());
    }
    if (entry.inodeOrNull() != null && entry.kind() == Kind.FILE) {
      String first = inodes.putIfAbsent(entry.inodeOrNull(), entry.path());
      if (first != null) {
        stat.setLinkname(first).setSize(0);
      }
    }
    return Packet.newBuilder().setType(Packet.Type.STAT).setStat(stat).build();
  }

  @Override
  public void onMessage(Packet packet) {
    switch (packet.getType()) {
      case REQ -> request(packet.getId());
      case FIN -> finish();
      case ERR ->
          out.fail(
              Status.ABORTED.withDescription(
                  "the engine gave up: " + packet.getData().toStringUtf8()));
      default -> out.fail(Status.INVALID_ARGUMENT.withDescription("not a packet of a receiver"));
    }
    call.request(1);
  }

  private void request(int id) {
    boolean start;
    synchronized (this) {
      if (id < 0 || id >= offered || entries.get(id).kind() != Kind.FILE || requested.get(id)) {
        out.fail(
            Status.INVALID_ARGUMENT.withDescription(
                "no file to request: " + Integer.toUnsignedString(id)));
        return;
      }
      requested.set(id);
      waiting.add(id);
      start = readers < READERS;
      if (start) {
        readers++;
      }
    }
    progress.requested();
    if (start) {
      threads.execute(() -> guarded(this::sendRequested));
    }
  }

  private void sendRequested() throws InterruptedException {
    for (int id = next(); id >= 0; id = next()) {
      SourceEntry entry;
      synchronized (this) {
        entry = entries.get(id);
      }
      if (!new FileSender(id, entry, out, progress).send()) {
        return;
      }
    }
  }

  /** The next file to send; -1 if there is none, and the calling reader ends. */
  private synchronized int next() {
    Integer id = waiting.poll();
    if (id == null) {
      readers--;
    }
    return id == null ? -1 : id;
  }

  private void finish() {
    boolean complete;
    synchronized (this) {
      complete = listed && waiting.isEmpty();
    }
    if (complete) {
      out.finish();
      progress.done();
    } else {
      out.fail(Status.INVALID_ARGUMENT.withDescription("finished before everything was sent"));
    }
  }

  @Override
  public void onReady() {
    out.ready();
  }

  @Override
  public void onHalfClose() {
    out.fail(Status.ABORTED.withDescription("the engine did not finish"));
  }

  @Override
  public void onCancel() {
    synchronized (this) {
      waiting.clear();
    }
    out.cancelled();
  }
}
