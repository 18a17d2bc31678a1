package io.github.jbuild.buildkit;

import com.google.protobuf.ByteString;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import io.github.jbuild.buildkit.proto.filesync.Stat;
import io.github.jbuild.buildkit.session.SessionService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The smallest file sync: a folder with one Dockerfile, and an empty build context. */
final class OneDockerfile implements SessionService {

  private static final String SERVICE = "moby.filesync.v1.FileSync";
  private static final Metadata.Key<String> FOLDER =
      Metadata.Key.of("dir-name", Metadata.ASCII_STRING_MARSHALLER);
  private static final MethodDescriptor<Packet, Packet> DIFF_COPY =
      Rpc.bidirectional(
          SERVICE, "DiffCopy", Packet.getDefaultInstance(), Packet.getDefaultInstance());

  private final byte[] content;

  OneDockerfile(String content) {
    this.content = content.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(DIFF_COPY, (ServerCallHandler<Packet, Packet>) this::serve)
        .build();
  }

  private ServerCall.Listener<Packet> serve(ServerCall<Packet, Packet> call, Metadata headers) {
    call.sendHeaders(new Metadata());
    if ("dockerfile".equals(headers.get(FOLDER))) {
      call.sendMessage(
          packet(Packet.Type.STAT)
              .setStat(
                  Stat.newBuilder().setPath("Dockerfile").setMode(0644).setSize(content.length))
              .build());
    }
    call.sendMessage(packet(Packet.Type.STAT).build());
    call.request(1);
    return new ServerCall.Listener<>() {
      @Override
      public void onMessage(Packet packet) {
        answers(packet).forEach(call::sendMessage);
        if (packet.getType() == Packet.Type.FIN) {
          call.close(Status.OK, new Metadata());
        } else {
          call.request(1);
        }
      }
    };
  }

  private List<Packet> answers(Packet packet) {
    if (packet.getType() == Packet.Type.REQ) {
      return List.of(
          data(packet.getId(), ByteString.copyFrom(content)), data(packet.getId(), null));
    }
    return packet.getType() == Packet.Type.FIN
        ? List.of(packet(Packet.Type.FIN).build())
        : List.of();
  }

  private static Packet data(int id, @Nullable ByteString bytesOrNull) {
    Packet.Builder packet = packet(Packet.Type.DATA).setId(id);
    return bytesOrNull == null ? packet.build() : packet.setData(bytesOrNull).build();
  }

  private static Packet.Builder packet(Packet.Type type) {
    return Packet.newBuilder().setType(type);
  }
}
