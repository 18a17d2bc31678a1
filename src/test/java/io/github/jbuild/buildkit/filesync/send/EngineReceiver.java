package io.github.jbuild.buildkit.filesync.send;

import com.google.protobuf.ByteString;
import io.github.jbuild.buildkit.filesync.GoMode;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import io.github.jbuild.buildkit.proto.filesync.Stat;
import io.github.jbuild.buildkit.transport.Rpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The engine's side of a transfer: checks the order of what it is told, requests regular files that
 * are not as in an earlier transfer, and keeps them.
 */
public final class EngineReceiver {

  static final MethodDescriptor<Packet, Packet> DIFF_COPY =
      Rpc.bidirectional(
          "moby.filesync.v1.FileSync",
          "DiffCopy",
          Packet.getDefaultInstance(),
          Packet.getDefaultInstance());

  /** The end of a call. */
  record Closed(Status status) {}

  final Map<String, Stat> stats = new LinkedHashMap<>();
  final List<String> requested = new ArrayList<>();
  final List<String> errors = new ArrayList<>();
  private final Map<Integer, ByteArrayOutputStream> files = new TreeMap<>();
  private final Map<Integer, String> names = new TreeMap<>();
  private final Map<String, Stat> earlier;
  private final ClientCall<Packet, Packet> call;
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

  private String lastPath = "";
  private @Nullable Closed last;

  EngineReceiver(ManagedChannel channel, Metadata headers, Map<String, Stat> earlier) {
    this.earlier = earlier;
    this.call = channel.newCall(DIFF_COPY, CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(Packet packet) {
            events.add(packet);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            events.add(new Closed(status));
          }
        },
        headers);
    call.request(1);
  }

  static Metadata headers(String folder, String... more) {
    Metadata headers = new Metadata();
    headers.put(key("dir-name"), folder);
    for (int i = 0; i < more.length; i += 2) {
      headers.put(key(more[i]), more[i + 1]);
    }
    return headers;
  }

  public static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** A whole transfer. */
  static EngineReceiver receive(ManagedChannel channel, Metadata headers, Map<String, Stat> earlier)
      throws InterruptedException {
    EngineReceiver receiver = new EngineReceiver(channel, headers, earlier);
    Status status = receiver.run();
    if (!status.isOk()) {
      throw status.asRuntimeException();
    }
    return receiver;
  }

  /** Plays the engine until the call ends. */
  Status run() throws InterruptedException {
    boolean listed = false;
    int open = 0;
    for (Packet packet = next(); packet != null; packet = next()) {
      switch (packet.getType()) {
        case STAT -> {
          listed = !packet.hasStat();
          open += packet.hasStat() && take(packet.getStat()) ? 1 : 0;
        }
        case DATA -> open -= write(packet.getId(), packet.getData()) ? 1 : 0;
        case ERR -> errors.add(packet.getData().toStringUtf8());
        case FIN -> call.halfClose();
        default -> throw new AssertionError("not for a receiver: " + packet.getTypeValue());
      }
      if (listed && open == 0) {
        listed = false;
        send(Packet.newBuilder().setType(Packet.Type.FIN).build());
      }
    }
    return closed();
  }

  /** The next packet, or null when the call has ended. */
  @Nullable Packet next() throws InterruptedException {
    Object event = events.poll(60, TimeUnit.SECONDS);
    if (event instanceof Closed closed) {
      last = closed;
      return null;
    }
    if (event == null) {
      throw new AssertionError("nothing came");
    }
    call.request(1);
    return (Packet) event;
  }

  Status closed() {
    if (last == null) {
      throw new AssertionError("not closed");
    }
    return last.status();
  }

  void send(Packet packet) {
    call.sendMessage(packet);
  }

  void request(int id) {
    send(Packet.newBuilder().setType(Packet.Type.REQ).setId(id).build());
  }

  public void cancel() {
    call.cancel("the engine gives up", null);
  }

  /** Returns whether its content was requested. */
  private boolean take(Stat stat) {
    checkOrder(stat);
    int id = stats.size();
    stats.put(stat.getPath(), stat);
    boolean lacking =
        GoMode.isRegular(stat.getMode())
            && stat.getLinkname().isEmpty()
            && !stat.equals(earlier.get(stat.getPath()));
    if (lacking) {
      requested.add(stat.getPath());
      names.put(id, stat.getPath());
      files.put(id, new ByteArrayOutputStream());
      request(id);
    }
    return lacking;
  }

  private void checkOrder(Stat stat) {
    String path = stat.getPath();
    int slash = path.lastIndexOf('/');
    if (slash >= 0) {
      Stat parent = stats.get(path.substring(0, slash));
      if (parent == null || !GoMode.isFolder(parent.getMode())) {
        throw new AssertionError("no folder for " + path);
      }
    }
    String before = lastPath;
    lastPath = path;
    if (!before.isEmpty() && compare(before, path) >= 0) {
      throw new AssertionError("out of order: " + before + ", " + path);
    }
    boolean hardLink = GoMode.isRegular(stat.getMode()) && !stat.getLinkname().isEmpty();
    if (hardLink && !stats.containsKey(stat.getLinkname())) {
      throw new AssertionError("a link to what was not sent: " + path);
    }
  }

  /** As fsutil compares: by bytes, a slash before everything. */
  private static int compare(String a, String b) {
    byte[] left = a.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    byte[] right = b.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    return java.util.Arrays.compareUnsigned(left, right);
  }

  /** Returns whether that was the end of the file. */
  private boolean write(int id, ByteString data) {
    ByteArrayOutputStream file = files.get(id);
    if (file == null) {
      throw new AssertionError("not requested: " + id);
    }
    file.writeBytes(data.toByteArray());
    return data.isEmpty();
  }

  /** The content of what was requested, as text. */
  Map<String, String> contents() {
    Map<String, String> contents = new TreeMap<>();
    names.forEach(
        (id, name) -> {
          ByteArrayOutputStream file = files.get(id);
          contents.put(name, file == null ? "" : file.toString(StandardCharsets.UTF_8));
        });
    return contents;
  }
}
