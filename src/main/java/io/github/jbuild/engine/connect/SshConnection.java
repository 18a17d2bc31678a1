package io.github.jbuild.engine.connect;

import io.github.jbuild.core.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** Bytes to and fro between one connection of the relay and one process of ssh. */
final class SshConnection {

  private static final int CHUNK = 64 * 1024;
  private static final int LONGEST_COMPLAINT = 4096;

  private final SocketChannel client;
  private final Process ssh;
  private final BiConsumer<SshConnection, String> ended;

  /**
   * @param ended called once, when ssh has ended, with what it printed on standard error
   */
  SshConnection(SocketChannel client, Process ssh, BiConsumer<SshConnection, String> ended) {
    this.client = client;
    this.ssh = ssh;
    this.ended = ended;
  }

  void begin() {
    DaemonThreads.start("ssh-out", this::toFarEnd);
    DaemonThreads.start("ssh-in", this::fromFarEnd);
  }

  /** Ends both sides. */
  void close() {
    ssh.destroy();
    try {
      client.close();
    } catch (IOException e) {
      ssh.destroyForcibly();
    }
  }

  private void toFarEnd() {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    try (OutputStream out = ssh.getOutputStream()) {
      while (client.read(chunk.clear()) >= 0) {
        out.write(chunk.array(), 0, chunk.position());
        out.flush();
      }
    } catch (IOException gone) {
      close();
    }
  }

  private void fromFarEnd() {
    byte[] chunk = new byte[CHUNK];
    String said = "";
    try (InputStream in = ssh.getInputStream();
        InputStream complaints = ssh.getErrorStream()) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        for (ByteBuffer out = ByteBuffer.wrap(chunk, 0, count); out.hasRemaining(); ) {
          client.write(out);
        }
      }
      said = new String(complaints.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8).strip();
    } catch (IOException gone) {
      said = "";
    } finally {
      ended.accept(this, said);
      close();
    }
  }
}
