package io.github.jbuild.buildkit.filesync.receive;

import io.github.jbuild.buildkit.filesync.CallHeaders;
import io.github.jbuild.buildkit.filesync.FileThreads;
import io.github.jbuild.buildkit.filesync.PacketStream;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import io.github.jbuild.buildkit.session.SessionService;
import io.github.jbuild.core.JbuildException;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.lite.ProtoLiteUtils;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes the results of a build that do not stay with the engine ({@code
 * moby.filesync.v1.FileSend}). One method carries two kinds of messages: chunks of a stream, which
 * are never answered, or the packets of fsutil with this as their receiver. The exporter's type
 * decides.
 */
public final class FileSendService implements SessionService {

  private static final String NAME = "moby.filesync.v1.FileSend";
  private static final String METADATA_PREFIX = "exporter-md-";
  private static final MethodDescriptor<byte[], Packet> DIFF_COPY =
      MethodDescriptor.<byte[], Packet>newBuilder()
          .setType(MethodType.BIDI_STREAMING)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, "DiffCopy"))
          .setRequestMarshaller(new RawMarshaller())
          .setResponseMarshaller(ProtoLiteUtils.marshaller(Packet.getDefaultInstance()))
          .build();

  private final NavigableMap<Integer, FileTarget> targets;
  private final ExecutorService threads = FileThreads.create("jbuild-results");
  private final AtomicReference<JbuildException> failure = new AtomicReference<>();

  /**
   * Takes the results of some exporters.
   *
   * @param targets by the place of their exporter in the build's list, from 0. Engines before 26
   *     have one exporter only and do not say which: they mean the first
   */
  public FileSendService(Map<Integer, FileTarget> targets) {
    this.targets = new TreeMap<>(targets);
  }

  @Override
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(NAME).addMethod(DIFF_COPY, this::serve).build();
  }

  /** The first thing that went wrong on this side: a result that could not be written. */
  public Optional<JbuildException> failure() {
    return Optional.ofNullable(failure.get());
  }

  private ServerCall.Listener<byte[]> serve(ServerCall<byte[], Packet> call, Metadata headers) {
    FileTarget target = target(CallHeaders.first(headers, "buildkit-attachable-exporter-id"));
    if (target == null) {
      call.close(Status.NOT_FOUND.withDescription("nobody waits for a result"), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    PacketStream out = new PacketStream(call);
    Incoming incoming =
        target instanceof FileTarget.Folder folder
            ? new IncomingTree(folder.path(), out)
            : new IncomingStream(((FileTarget.Stream) target).sink(), metadata(headers), out);
    call.sendHeaders(new Metadata());
    ReceiveCall receive = new ReceiveCall(call, out, incoming, e -> failure.compareAndSet(null, e));
    receive.start(threads);
    return receive;
  }

  private @Nullable FileTarget target(String id) {
    if (id.isEmpty()) {
      return targets.isEmpty() ? null : targets.firstEntry().getValue();
    }
    try {
      return targets.get(Integer.valueOf(id));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static Map<String, String> metadata(Metadata headers) {
    Map<String, String> metadata = new TreeMap<>();
    for (String key : headers.keys()) {
      if (key.startsWith(METADATA_PREFIX) && !key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        metadata.put(
            key.substring(METADATA_PREFIX.length()),
            String.join(",", CallHeaders.all(headers, key)));
      }
    }
    return metadata;
  }
}
