package io.github.jbuild.buildkit.filesync.receive;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.jbuild.buildkit.filesync.PacketStream;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Passes a call's messages to a separate thread, and requests no more than that one accepts. */
final class ReceiveCall extends ServerCall.Listener<byte[]> {

  /** Messages, of up to some MiB, that may wait. */
  private static final int WAITING = 4;

  private static final Object END = new Object();
  private static final Object CANCEL = new Object();

  private final ServerCall<byte[], ?> call;
  private final PacketStream out;
  private final Incoming incoming;
  private final Consumer<JbuildException> failures;
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private boolean aborted;

  ReceiveCall(
      ServerCall<byte[], ?> call,
      PacketStream out,
      Incoming incoming,
      Consumer<JbuildException> failures) {
    this.call = call;
    this.out = out;
    this.incoming = incoming;
    this.failures = failures;
  }

  void start(Executor threads) {
    threads.execute(this::run);
    call.request(WAITING);
  }

  private void run() {
    try {
      incoming.begin();
      Object event = events.take();
      while (event instanceof byte[] message) {
        incoming.message(message);
        call.request(1);
        event = events.take();
      }
      if (event == END) {
        incoming.end();
      } else {
        abort();
      }
    } catch (JbuildException e) {
      fail(e);
    } catch (InvalidProtocolBufferException e) {
      fail(
          JbuildException.of(Kind.ENVIRONMENT, "the engine sent a result that cannot be read")
              .hint("the exporter's type may not be the requested one")
              .cause(e));
    } catch (IOException e) {
      fail(
          JbuildException.of(Kind.ENVIRONMENT, "the result of the build cannot be written")
              .hint("check free space and permissions at the destination")
              .details(List.of(String.valueOf(e.getMessage())))
              .cause(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abort();
      out.fail(Status.CANCELLED.withDescription("interrupted"));
    } catch (RuntimeException | Error e) {
      fail(JbuildException.of(Kind.BUG, "receiving the result of the build: " + e).cause(e));
    }
  }

  /** Once, and before the engine is notified: after a build has failed, nothing more is written. */
  private void abort() {
    if (!aborted) {
      aborted = true;
      incoming.abort();
    }
  }

  private void fail(JbuildException e) {
    abort();
    failures.accept(e);
    out.fail(Status.UNKNOWN.withDescription(e.message()));
  }

  @Override
  public void onMessage(byte[] message) {
    events.add(message);
  }

  @Override
  public void onHalfClose() {
    events.add(END);
  }

  @Override
  public void onComplete() {
    events.add(END);
  }

  @Override
  public void onReady() {
    out.ready();
  }

  @Override
  public void onCancel() {
    out.cancelled();
    events.add(CANCEL);
  }
}
