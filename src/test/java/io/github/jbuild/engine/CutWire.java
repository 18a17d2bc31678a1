package io.github.jbuild.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Carries bytes between a socket of its own and an engine's, until it is cut. */
final class CutWire implements AutoCloseable {

  private final ServerSocketChannel server;
  private final Path engine;
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();

  CutWire(Path listenAt, Path engine) {
    this.engine = engine;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(listenAt));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  private void accept() throws IOException {
    while (true) {
      SocketChannel near = server.accept();
      SocketChannel far = SocketChannel.open(UnixDomainSocketAddress.of(engine));
      open.add(near);
      open.add(far);
      start(() -> copy(near, far));
      start(() -> copy(far, near));
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    while (from.read(buffer) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        to.write(buffer);
      }
      buffer.clear();
    }
    to.shutdownOutput();
  }

  /** Breaks every connection and takes no more. */
  void cut() {
    try {
      server.close();
      for (SocketChannel channel : open) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException cutOrClosed) {
                open.removeIf(channel -> !channel.isOpen());
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    cut();
  }
}
