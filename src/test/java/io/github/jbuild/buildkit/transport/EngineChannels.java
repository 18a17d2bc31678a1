package io.github.jbuild.buildkit.transport;

import com.google.protobuf.ByteString;
import io.github.jbuild.buildkit.proto.control.BytesMessage;
import io.grpc.ManagedChannel;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What the engine's side of a connection does: the other end of each class of this package. */
public final class EngineChannels {

  private EngineChannels() {}

  /** A listener on a Unix socket. */
  public static ServerSocketChannel listen(Path path) {
    try {
      return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
          .bind(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next connection. */
  public static StreamSocket accept(ServerSocketChannel server) throws IOException {
    return BuildKitdProxy.accept(server);
  }

  /** The same connection with bytes put back that were read from it. */
  public static StreamSocket unread(StreamSocket socket, byte[] bytes) throws IOException {
    return StreamSocket.of(
        new SequenceInputStream(new ByteArrayInputStream(bytes), socket.getInputStream()) {
          @Override
          public int available() {
            return 0;
          }
        },
        socket.getOutputStream(),
        socket);
  }

  /** Calls into a session, as the engine makes them. */
  public static ManagedChannel into(StreamSocket session) {
    return new DialingSocketFactory(() -> session).channel("localhost");
  }

  /** The engine's end of a tunnel: what the client sends goes to the observer. */
  public static final class TunnelEnd implements StreamObserver<BytesMessage> {

    private static final byte[] END = {};

    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private final ServerCallStreamObserver<BytesMessage> answers;
    private byte[] current = {};
    private int offset;

    /** The end of a call. */
    public TunnelEnd(ServerCallStreamObserver<BytesMessage> answers) {
      this.answers = answers;
      answers.setOnCancelHandler(() -> arrived.add(END));
    }

    /** The connection inside. */
    public StreamSocket socket() throws IOException {
      return StreamSocket.of(new In(), new Out(), this::hangUp);
    }

    private synchronized void hangUp() {
      arrived.add(END);
      if (!answers.isCancelled()) {
        answers.onCompleted();
      }
    }

    @Override
    public void onNext(BytesMessage message) {
      if (!message.getData().isEmpty()) {
        arrived.add(message.getData().toByteArray());
      }
    }

    @Override
    public void onError(Throwable failure) {
      arrived.add(END);
    }

    @Override
    public void onCompleted() {
      arrived.add(END);
    }

    private final class In extends InputStream {

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int start, int length) throws IOException {
        try {
          if (offset == current.length) {
            current = arrived.take();
            offset = 0;
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException(e);
        }
        if (current.length == 0) {
          arrived.add(END);
          return -1;
        }
        int count = Math.min(length, current.length - offset);
        System.arraycopy(current, offset, buffer, start, count);
        offset += count;
        return count;
      }
    }

    private final class Out extends OutputStream {

      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] buffer, int start, int length) {
        synchronized (TunnelEnd.this) {
          answers.onNext(
              BytesMessage.newBuilder()
                  .setData(ByteString.copyFrom(buffer, start, length))
                  .build());
        }
      }
    }
  }
}
