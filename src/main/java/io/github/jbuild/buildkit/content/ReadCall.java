package io.github.jbuild.buildkit.content;

import com.google.protobuf.UnsafeByteOperations;
import io.github.jbuild.buildkit.proto.content.ReadContentRequest;
import io.github.jbuild.buildkit.proto.content.ReadContentResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Sends a part of a blob, no faster than the engine takes it. */
final class ReadCall {

  /** Bytes in a message; engines refuse 4 MiB. */
  private static final int CHUNK = 256 * 1024;

  private final ServerCallStreamObserver<ReadContentResponse> answers;
  private final Object ready = new Object();

  /** Must be made on the thread that the call came on. */
  ReadCall(ServerCallStreamObserver<ReadContentResponse> answers) {
    this.answers = answers;
    answers.setOnReadyHandler(this::wake);
    answers.setOnCancelHandler(this::wake);
  }

  /** Sends, and waits where need be. */
  void send(Blob blob, ReadContentRequest request) throws IOException, InterruptedException {
    long from = Math.max(0, request.getOffset());
    if (from > blob.size()) {
      throw Status.OUT_OF_RANGE
          .withDescription("%s has %d bytes".formatted(blob.digest(), blob.size()))
          .asRuntimeException();
    }
    long left = blob.size() - from;
    if (request.getSize() > 0) {
      left = Math.min(left, request.getSize());
    }
    try (FileChannel file = FileChannel.open(blob.file())) {
      while (left > 0 && await()) {
        ByteBuffer chunk = read(file, from, (int) Math.min(CHUNK, left));
        long at = from;
        left -= chunk.remaining();
        from += chunk.remaining();
        answers.onNext(
            ReadContentResponse.newBuilder()
                .setOffset(at)
                .setData(UnsafeByteOperations.unsafeWrap(chunk))
                .build());
      }
    }
    answers.onCompleted();
  }

  private static ByteBuffer read(FileChannel file, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, from + buffer.position()) < 0) {
        throw new IOException("was truncated while being sent");
      }
    }
    return buffer.flip();
  }

  /** Returns false if the call is over. */
  private boolean await() throws InterruptedException {
    synchronized (ready) {
      while (!answers.isReady() && !answers.isCancelled()) {
        ready.wait();
      }
    }
    return !answers.isCancelled();
  }

  private void wake() {
    synchronized (ready) {
      ready.notifyAll();
    }
  }
}
