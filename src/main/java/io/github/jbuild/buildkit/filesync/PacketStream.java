package io.github.jbuild.buildkit.filesync;

import com.google.protobuf.ByteString;
import io.github.jbuild.buildkit.proto.filesync.Packet;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Our side of a call, for several threads: {@link #send} waits until the transport wants more, so
 * that what is on its way never piles up in memory.
 */
public final class PacketStream {

  private final ServerCall<?, Packet> call;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ready = lock.newCondition();
  private boolean closed;

  public PacketStream(ServerCall<?, Packet> call) {
    this.call = call;
  }

  /**
   * Sends packets one directly after the other.
   *
   * @return false if the call is over
   */
  public boolean send(List<Packet> packets) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !call.isReady()) {
        ready.await();
      }
      if (!closed) {
        packets.forEach(call::sendMessage);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Tells the engine that everything was sent, and ends the call. Never waits. */
  public void finish() {
    end(Packet.newBuilder().setType(Packet.Type.FIN).build(), Status.OK);
  }

  /** Tells the engine why there will be no more, and ends the call. Never waits. */
  public void fail(Status status) {
    String text = String.valueOf(status.getDescription());
    end(
        Packet.newBuilder().setType(Packet.Type.ERR).setData(ByteString.copyFromUtf8(text)).build(),
        status);
  }

  /** Ends the call. Never waits. */
  public void close(Status status) {
    end(null, status);
  }

  private void end(@Nullable Packet last, Status status) {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        if (last != null) {
          call.sendMessage(last);
        }
        call.close(status, new Metadata());
        ready.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The transport wants more. */
  public void ready() {
    lock.lock();
    try {
      ready.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The engine has gone. */
  public void cancelled() {
    lock.lock();
    try {
      closed = true;
      ready.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
