package io.github.jbuild.buildkit;

import io.github.jbuild.buildkit.proto.control.StatusRequest;
import io.github.jbuild.buildkit.proto.control.StatusResponse;
import io.github.jbuild.buildkit.transport.Control;
import io.github.jbuild.core.BuildStatus;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Follows a build and passes on its status, one message after the other. */
final class StatusStream {

  private static final Duration HANDING_ON = Duration.ofSeconds(1);

  private final ClientCall<StatusRequest, StatusResponse> call;
  private final Consumer<BuildStatus> consumer;
  private final CompletableFuture<Status> ended = new CompletableFuture<>();
  private final CompletableFuture<RuntimeException> refused = new CompletableFuture<>();
  private final AtomicLong messages = new AtomicLong();
  private volatile boolean closed;

  private StatusStream(Channel channel, Consumer<BuildStatus> consumer) {
    this.call = channel.newCall(Control.STATUS, CallOptions.DEFAULT);
    this.consumer = consumer;
  }

  static StatusStream follow(Channel channel, String ref, Consumer<BuildStatus> consumer) {
    StatusStream stream = new StatusStream(channel, consumer);
    stream.call.start(stream.new Listener(), new Metadata());
    stream.call.sendMessage(StatusRequest.newBuilder().setRef(ref).build());
    stream.call.halfClose();
    stream.call.request(1);
    return stream;
  }

  /** Completes with what the consumer threw, if it does. */
  CompletableFuture<RuntimeException> refused() {
    return refused;
  }

  long messages() {
    return messages.get();
  }

  /** Waits for the end as long as there is news at least every {@code quiet}. */
  void drain(Duration quiet) throws InterruptedException {
    long before;
    do {
      before = messages.get();
    } while (!endsWithin(quiet) && messages.get() != before);
  }

  /** Whether the stream ended, waiting for it. */
  boolean endsWithin(Duration limit) throws InterruptedException {
    try {
      ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the stream ends with a status", e);
    }
  }

  /** Ends the stream. No message is handed on after this, unless the consumer is stuck with one. */
  void close() {
    closed = true;
    call.cancel("the build is over", null);
    try {
      endsWithin(HANDING_ON);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Listener extends ClientCall.Listener<StatusResponse> {

    @Override
    public void onMessage(StatusResponse message) {
      messages.incrementAndGet();
      if (!closed && !refused.isDone()) {
        hand(message);
      }
      call.request(1);
    }

    private void hand(StatusResponse message) {
      try {
        consumer.accept(StatusDecoder.decode(message));
      } catch (RuntimeException e) {
        refused.complete(e);
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      ended.complete(status);
    }
  }
}
