package io.github.jbuild.buildkit.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A listener that listens nowhere: it accepts one connection that is there already. */
final class OneSocket extends ServerSocket {

  private static final InetSocketAddress NOWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private final Socket socket;
  private final AtomicBoolean accepted = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  OneSocket(Socket socket) throws IOException {
    this.socket = socket;
  }

  ServerSocketFactory factory() {
    return new Factory();
  }

  @Override
  public Socket accept() throws IOException {
    if (accepted.compareAndSet(false, true)) {
      return socket;
    }
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new SocketException("closed");
  }

  @Override
  public void close() {
    closed.countDown();
  }

  @Override
  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void bind(@Nullable SocketAddress address, int backlog) {}

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public InetAddress getInetAddress() {
    return NOWHERE.getAddress();
  }

  @Override
  public int getLocalPort() {
    return NOWHERE.getPort();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return NOWHERE;
  }

  @Override
  public void setReuseAddress(boolean on) {}

  @Override
  public void setSoTimeout(int milliseconds) {}

  @Override
  public String toString() {
    return "one connection";
  }

  private final class Factory extends ServerSocketFactory {

    @Override
    public ServerSocket createServerSocket() {
      return OneSocket.this;
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      return OneSocket.this;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      return OneSocket.this;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address) {
      return OneSocket.this;
    }
  }
}
