package io.github.jbuild.buildkit.filesync.receive;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.github.jbuild.buildkit.filesync.GoMode;
import io.github.jbuild.buildkit.filesync.send.EngineReceiver;
import io.github.jbuild.buildkit.proto.filesync.BytesMessage;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import io.github.jbuild.buildkit.proto.filesync.Stat;
import io.github.jbuild.buildkit.transport.Rpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The engine's side of a result: sends what it is told to send, and notes the answers. */
final class EngineSender {

  final List<Packet> answers = new ArrayList<>();
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private final ClientCall<? extends MessageLite, Packet> call;

  private EngineSender(ManagedChannel channel, MessageLite message, Map<String, String> headers) {
    this.call =
        channel.newCall(
            Rpc.bidirectional(
                "moby.filesync.v1.FileSend", "DiffCopy", message, Packet.getDefaultInstance()),
            CallOptions.DEFAULT);
    Metadata metadata = new Metadata();
    headers.forEach((name, value) -> metadata.put(EngineReceiver.key(name), value));
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(Packet packet) {
            events.add(packet);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            events.add(status);
          }
        },
        metadata);
    call.request(Integer.MAX_VALUE);
  }

  static EngineSender ofStream(ManagedChannel channel, Map<String, String> headers) {
    return new EngineSender(channel, BytesMessage.getDefaultInstance(), headers);
  }

  static EngineSender ofTree(ManagedChannel channel) {
    return new EngineSender(channel, Packet.getDefaultInstance(), Map.of());
  }

  static Stat.Builder file(String path, long size) {
    return Stat.newBuilder().setPath(path).setMode(0644).setSize(size).setModTime(1);
  }

  static Stat.Builder folder(String path) {
    return Stat.newBuilder().setPath(path).setMode(GoMode.FOLDER | 0755);
  }

  static Stat.Builder link(String path, String target) {
    return Stat.newBuilder().setPath(path).setMode(GoMode.LINK | 0777).setLinkname(target);
  }

  @SuppressWarnings("unchecked")
  void send(MessageLite message) {
    ((ClientCall<MessageLite, Packet>) call).sendMessage(message);
  }

  void bytes(String text) {
    send(BytesMessage.newBuilder().setData(ByteString.copyFromUtf8(text)).build());
  }

  void stats(Stat.Builder... stats) {
    for (Stat.Builder stat : stats) {
      send(Packet.newBuilder().setType(Packet.Type.STAT).setStat(stat).build());
    }
  }

  void listed() {
    send(Packet.newBuilder().setType(Packet.Type.STAT).build());
  }

  void data(int id, String text) {
    send(
        Packet.newBuilder()
            .setType(Packet.Type.DATA)
            .setId(id)
            .setData(ByteString.copyFromUtf8(text))
            .build());
  }

  void fin() {
    send(Packet.newBuilder().setType(Packet.Type.FIN).build());
  }

  void halfClose() {
    call.halfClose();
  }

  void cancel() {
    call.cancel("the engine gives up", null);
  }

  Packet answer() throws InterruptedException {
    Object event = events.poll(60, TimeUnit.SECONDS);
    if (event instanceof Packet packet) {
      answers.add(packet);
      return packet;
    }
    throw new AssertionError("no answer, but " + event);
  }

  /** The end of the call; answers before it are noted. */
  Status end() throws InterruptedException {
    Object event = events.poll(60, TimeUnit.SECONDS);
    while (event instanceof Packet packet) {
      answers.add(packet);
      event = events.poll(60, TimeUnit.SECONDS);
    }
    if (event instanceof Status status) {
      return status;
    }
    throw new AssertionError("no end");
  }
}
