package io.github.jbuild.buildkit.content;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.MessageLite;
import io.github.jbuild.buildkit.filesync.Loopback;
import io.github.jbuild.buildkit.proto.content.AbortRequest;
import io.github.jbuild.buildkit.proto.content.InfoRequest;
import io.github.jbuild.buildkit.proto.content.InfoResponse;
import io.github.jbuild.buildkit.proto.content.ReadContentRequest;
import io.github.jbuild.buildkit.proto.content.ReadContentResponse;
import io.github.jbuild.buildkit.proto.content.WriteAction;
import io.github.jbuild.buildkit.proto.content.WriteContentRequest;
import io.github.jbuild.buildkit.proto.content.WriteContentResponse;
import io.github.jbuild.buildkit.transport.Rpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The engine's side of a store: calls as containerd's client makes them. */
final class EngineContent implements AutoCloseable {

  static final String NAME = "containerd.services.content.v1.Content";

  private static final int PIECE = 1 << 20;

  private final Loopback loopback;
  private final Channel channel;

  EngineContent(ContentService service, String store) throws IOException {
    loopback = new Loopback(service);
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("buildkit-attachable-store-id", Metadata.ASCII_STRING_MARSHALLER), store);
    channel =
        ClientInterceptors.intercept(
            loopback.channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  Channel channel() {
    return channel;
  }

  <Q extends MessageLite, A extends MessageLite> A call(String method, Q request, A answer) {
    return ClientCalls.blockingUnaryCall(
        channel, Rpc.unary(NAME, method, request, answer), CallOptions.DEFAULT, request);
  }

  long size(String digest) {
    return call(
            "Info",
            InfoRequest.newBuilder().setDigest(digest).build(),
            InfoResponse.getDefaultInstance())
        .getInfo()
        .getSize();
  }

  void abort(String ref) {
    var unused =
        call("Abort", AbortRequest.newBuilder().setRef(ref).build(), Empty.getDefaultInstance());
  }

  Iterator<ReadContentResponse> reading(String digest, long offset, long size) {
    return ClientCalls.blockingServerStreamingCall(
        channel,
        Rpc.serverStream(
            NAME,
            "Read",
            ReadContentRequest.getDefaultInstance(),
            ReadContentResponse.getDefaultInstance()),
        CallOptions.DEFAULT,
        ReadContentRequest.newBuilder().setDigest(digest).setOffset(offset).setSize(size).build());
  }

  byte[] read(String digest, long offset, long size) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    reading(digest, offset, size)
        .forEachRemaining(answer -> bytes.writeBytes(answer.getData().toByteArray()));
    return bytes.toByteArray();
  }

  Writer write(String ref, String expected, long total) {
    return new Writer(ref, expected, total);
  }

  /** Writes a blob in pieces, as an exporter does. */
  void store(String digest, byte[] content) {
    Writer writer = write("layer-" + digest, digest, content.length);
    for (int at = 0; at < content.length; at += PIECE) {
      int length = Math.min(PIECE, content.length - at);
      var unused = writer.write(at, ByteString.copyFrom(content, at, length));
    }
    var unused = writer.commit(content.length, digest);
  }

  @Override
  public void close() {
    loopback.close();
  }

  /** One blob on its way; every message waits for its answer. */
  final class Writer implements StreamObserver<WriteContentResponse> {

    private static final String DONE = "done";

    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final StreamObserver<WriteContentRequest> requests;

    private Writer(String ref, String expected, long total) {
      requests =
          ClientCalls.asyncBidiStreamingCall(
              channel.newCall(
                  Rpc.bidirectional(
                      NAME,
                      "Write",
                      WriteContentRequest.getDefaultInstance(),
                      WriteContentResponse.getDefaultInstance()),
                  CallOptions.DEFAULT),
              this);
      var unused =
          send(
              WriteContentRequest.newBuilder()
                  .setAction(WriteAction.STAT)
                  .setRef(ref)
                  .setExpected(expected)
                  .setTotal(total)
                  .build());
    }

    WriteContentResponse write(long offset, ByteString data) {
      return send(
          WriteContentRequest.newBuilder()
              .setAction(WriteAction.WRITE)
              .setOffset(offset)
              .setData(data)
              .build());
    }

    WriteContentResponse commit(long total, String expected) {
      WriteContentResponse answer =
          send(
              WriteContentRequest.newBuilder()
                  .setAction(WriteAction.COMMIT)
                  .setTotal(total)
                  .setOffset(total)
                  .setExpected(expected)
                  .build());
      end();
      return answer;
    }

    /** Ends the stream, and waits until the other side has, too. */
    void end() {
      requests.onCompleted();
      if (!DONE.equals(take())) {
        throw new AssertionError("more answers than messages");
      }
    }

    private WriteContentResponse send(WriteContentRequest request) {
      requests.onNext(request);
      return (WriteContentResponse) take();
    }

    private Object take() {
      try {
        Object answer = answers.poll(60, TimeUnit.SECONDS);
        if (answer instanceof StatusRuntimeException refused) {
          throw refused;
        }
        if (answer == null) {
          throw new AssertionError("no answer came");
        }
        return answer;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void onNext(WriteContentResponse answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable error) {
      answers.add(error);
    }

    @Override
    public void onCompleted() {
      answers.add(DONE);
    }
  }
}
