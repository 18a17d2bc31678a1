package io.github.jbuild.buildkit.transport;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket made of two streams. Gives gRPC the {@link Socket} it wants where there is
 * none, and reports when the connection ended. Every method that would touch a real socket is
 * overridden, since the superclass would open one.
 */
public final class StreamSocket extends Socket {

  private static final InetSocketAddress NOWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private final InputStream in;
  private final OutputStream out;
  private final Closeable connection;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicLong received = new AtomicLong();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private StreamSocket(InputStream in, OutputStream out, Closeable connection)
      throws SocketException {
    super((@Nullable SocketImpl) null);
    this.in = new Watched(in);
    this.out = out;
    this.connection = connection;
  }

  /**
   * A socket over two streams that may be used at the same time.
   *
   * @param connection what to close; the streams' pending calls must then end
   */
  public static StreamSocket of(InputStream in, OutputStream out, Closeable connection)
      throws IOException {
    return new StreamSocket(in, out, connection);
  }

  /** The same connection, watched. */
  public static StreamSocket of(Socket socket) throws IOException {
    return socket instanceof StreamSocket already
        ? already
        : of(socket.getInputStream(), socket.getOutputStream(), socket);
  }

  /** Completes when the other side ended the connection, it broke, or it was closed here. */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  /** Bytes that arrived so far: a sign of life. */
  public long received() {
    return received.get();
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      ended.complete(null);
      connection.close();
    }
  }

  private final class Watched extends FilterInputStream {

    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        int count = in.read(buffer, offset, length);
        if (count < 0) {
          ended.complete(null);
        } else {
          received.addAndGet(count);
        }
        return count;
      } catch (IOException e) {
        ended.complete(null);
        throw e;
      }
    }
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isInputShutdown() {
    return closed.get();
  }

  @Override
  public boolean isOutputShutdown() {
    return closed.get();
  }

  @Override
  public void shutdownInput() {}

  @Override
  public void shutdownOutput() throws IOException {
    out.flush();
  }

  @Override
  public void connect(SocketAddress address, int timeout) throws IOException {
    throw new SocketException("already connected");
  }

  @Override
  public void bind(@Nullable SocketAddress address) throws IOException {
    throw new SocketException("already connected");
  }

  @Override
  public InetAddress getInetAddress() {
    return NOWHERE.getAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return NOWHERE.getAddress();
  }

  @Override
  public int getPort() {
    return NOWHERE.getPort();
  }

  @Override
  public int getLocalPort() {
    return NOWHERE.getPort();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return NOWHERE;
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return NOWHERE;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public boolean getTcpNoDelay() {
    return true;
  }

  @Override
  public void setSoLinger(boolean on, int seconds) {}

  @Override
  public int getSoLinger() {
    return -1;
  }

  @Override
  public void setSoTimeout(int milliseconds) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public boolean getKeepAlive() {
    return false;
  }

  @Override
  public void setSendBufferSize(int size) {}

  @Override
  public int getSendBufferSize() {
    return 0;
  }

  @Override
  public void setReceiveBufferSize(int size) {}

  @Override
  public int getReceiveBufferSize() {
    return 0;
  }

  @Override
  public void setReuseAddress(boolean on) {}

  @Override
  public boolean getReuseAddress() {
    return false;
  }

  @Override
  public void setOOBInline(boolean on) {}

  @Override
  public boolean getOOBInline() {
    return false;
  }

  @Override
  public void setTrafficClass(int trafficClass) {}

  @Override
  public int getTrafficClass() {
    return 0;
  }

  @Override
  public String toString() {
    return "connection to BuildKit";
  }
}
