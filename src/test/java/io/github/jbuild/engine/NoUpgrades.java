package io.github.jbuild.engine;

import io.github.jbuild.buildkit.transport.UnixSocketDialer;
import io.github.jbuild.testing.Background;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** A proxy before an engine that lets no upgrade through, as proxies of engine sockets do. */
final class NoUpgrades implements AutoCloseable {

  /** What becomes of a request for an upgrade. */
  enum Manner {
    /** The path is answered with 404. */
    REFUSES,
    /** The engine gets the request without its headers for it. */
    STRIPS
  }

  private final ServerSocket server;
  private final UnixSocketDialer engine;
  private final Manner manner;

  NoUpgrades(Path engine, Manner manner) {
    this.engine = new UnixSocketDialer(engine);
    this.manner = manner;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Background.start("no-upgrades", this::accept);
  }

  /** Where it listens, as DOCKER_HOST. */
  String host() {
    return "tcp://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() throws IOException {
    while (true) {
      Socket near = server.accept();
      Background.start("no-upgrades", () -> serve(near));
    }
  }

  private void serve(Socket near) throws IOException {
    try (near;
        Socket far = engine.dial()) {
      InputStream in = new BufferedInputStream(near.getInputStream());
      String head = head(in);
      boolean upgrade = head.toLowerCase(Locale.ROOT).contains("\nupgrade:");
      if (upgrade && manner == Manner.REFUSES) {
        near.getOutputStream()
            .write(
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        return;
      }
      String passed = head.replaceAll("(?i)\r\n(?:Upgrade|Connection):[^\r]*", "");
      far.getOutputStream().write(passed.getBytes(StandardCharsets.ISO_8859_1));
      far.getOutputStream().flush();
      Background.start("no-upgrades", () -> copy(in, far.getOutputStream()));
      copy(far.getInputStream(), near.getOutputStream());
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      to.write(buffer, 0, count);
      to.flush();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
