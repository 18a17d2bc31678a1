package io.github.jbuild.buildkit.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers every request with the same bytes, whatever they are, and remembers the requests. */
final class Answers implements AutoCloseable {

  private final ServerSocketChannel server;
  private final String answer;
  private final boolean closing;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<StreamSocket> open = new CopyOnWriteArrayList<>();

  /**
   * Listens.
   *
   * @param closing whether the connection is closed after the answer
   */
  Answers(Path path, String answer, boolean closing) throws IOException {
    this.answer = answer;
    this.closing = closing;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    Thread thread = new Thread(this::serve, "answers");
    thread.setDaemon(true);
    thread.start();
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve() {
    try {
      while (true) {
        StreamSocket socket = BuildKitdProxy.accept(server);
        open.add(socket);
        requests.add(head(socket));
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        if (closing) {
          socket.close();
        }
      }
    } catch (IOException closed) {
      open.clear();
    }
  }

  private static String head(StreamSocket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (StreamSocket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
