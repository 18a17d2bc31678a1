package io.github.jbuild.buildkit.transport;

import com.google.protobuf.ByteString;
import io.github.jbuild.buildkit.proto.control.BytesMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connection inside a call, {@code Control.Session}. Neither side buffers without bound: messages
 * are requested as they are read, and a writer waits until gRPC wants more.
 */
final class Tunnel {

  private static final int CHUNK = 32 * 1024;
  private static final int AHEAD = 16;

  private final ClientCall<BytesMessage, BytesMessage> call;
  private final Object lock = new Object();
  private final Deque<ByteString> arrived = new ArrayDeque<>();
  private int offset;
  private @Nullable Status end;

  private Tunnel(ClientCall<BytesMessage, BytesMessage> call) {
    this.call = call;
  }

  /** Opens a tunnel. Whether the other side accepts it shows with the first read. */
  static StreamSocket open(Channel channel, List<Header> headers) throws IOException {
    Metadata metadata = new Metadata();
    headers.forEach(
        header ->
            metadata.put(
                Metadata.Key.of(
                    header.name().toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER),
                header.value()));
    Tunnel tunnel = new Tunnel(channel.newCall(Control.SESSION, CallOptions.DEFAULT));
    tunnel.call.start(tunnel.new Listener(), metadata);
    tunnel.call.request(AHEAD);
    return StreamSocket.of(tunnel.new Input(), tunnel.new Output(), tunnel::close);
  }

  private void close() {
    end(Status.CANCELLED.withDescription("closed"));
    call.cancel("the session is over", null);
  }

  private void end(Status status) {
    synchronized (lock) {
      if (end == null) {
        end = status;
      }
      lock.notifyAll();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException();
  }

  private static IOException broken(Status status) {
    return new IOException("the session's tunnel broke: " + status, status.getCause());
  }

  private final class Listener extends ClientCall.Listener<BytesMessage> {

    @Override
    public void onMessage(BytesMessage message) {
      synchronized (lock) {
        arrived.add(message.getData());
        lock.notifyAll();
      }
    }

    @Override
    public void onReady() {
      synchronized (lock) {
        lock.notifyAll();
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      end(status);
    }
  }

  private final class Input extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      synchronized (lock) {
        ByteString first = first();
        if (first == null) {
          return -1;
        }
        int count = Math.min(length, first.size() - offset);
        first.substring(offset, offset + count).copyTo(buffer, start);
        offset += count;
        if (offset == first.size()) {
          drop();
        }
        return count;
      }
    }

    /** The first message with anything in it, or null at the end. */
    private @Nullable ByteString first() throws IOException {
      try {
        while (!nextIsThere() && end == null) {
          lock.wait();
        }
      } catch (InterruptedException e) {
        throw interrupted();
      }
      if (arrived.isEmpty() && end != null && !end.isOk()) {
        throw broken(end);
      }
      return arrived.peek();
    }

    private boolean nextIsThere() {
      while (!arrived.isEmpty() && arrived.element().isEmpty()) {
        drop();
      }
      return !arrived.isEmpty();
    }

    private void drop() {
      arrived.remove();
      offset = 0;
      call.request(1);
    }
  }

  private final class Output extends OutputStream {

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int start, int length) throws IOException {
      for (int sent = 0; sent < length; sent += CHUNK) {
        send(ByteString.copyFrom(buffer, start + sent, Math.min(CHUNK, length - sent)));
      }
    }

    private void send(ByteString bytes) throws IOException {
      synchronized (lock) {
        try {
          while (end == null && !call.isReady()) {
            lock.wait();
          }
        } catch (InterruptedException e) {
          throw interrupted();
        }
        if (end != null) {
          throw broken(end);
        }
        call.sendMessage(BytesMessage.newBuilder().setData(bytes).build());
      }
    }
  }
}
