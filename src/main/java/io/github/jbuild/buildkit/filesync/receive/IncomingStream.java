package io.github.jbuild.buildkit.filesync.receive;

import io.github.jbuild.buildkit.filesync.PacketStream;
import io.github.jbuild.buildkit.proto.filesync.BytesMessage;
import io.grpc.Status;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result that is one stream of bytes. The engine wants no answer but the call's end. */
final class IncomingStream implements Incoming {

  private final StreamSink.Factory factory;
  private final Map<String, String> metadata;
  private final PacketStream out;
  private @Nullable StreamSink sink;

  IncomingStream(StreamSink.Factory factory, Map<String, String> metadata, PacketStream out) {
    this.factory = factory;
    this.metadata = metadata;
    this.out = out;
  }

  @Override
  public void begin() throws IOException {
    sink = factory.open(metadata);
  }

  @Override
  public void message(byte[] message) throws IOException {
    if (sink != null) {
      sink.write(BytesMessage.parseFrom(message).getData().toByteArray());
    }
  }

  @Override
  public void end() throws IOException {
    if (sink != null) {
      sink.complete();
      sink = null;
    }
    out.close(Status.OK);
  }

  @Override
  public void abort() {
    if (sink != null) {
      sink.abort();
    }
  }
}
