package io.github.jbuild.buildkit.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Dials a Unix socket.
 *
 * @param path the socket's file
 */
public record UnixSocketDialer(Path path) implements Dialer {

  @Override
  public Socket dial() throws IOException {
    return socket(SocketChannel.open(UnixDomainSocketAddress.of(path)));
  }

  static StreamSocket socket(SocketChannel channel) throws IOException {
    return StreamSocket.of(new Input(channel), new Output(channel), channel);
  }

  // java.nio.channels.Channels makes streams that share a lock before Java 19: a reader that waits
  // would hold the writer back forever. The channel itself can do both at once.

  private static final class Input extends InputStream {

    private final SocketChannel channel;

    Input(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return channel.read(ByteBuffer.wrap(buffer, offset, length));
    }
  }

  private static final class Output extends OutputStream {

    private final SocketChannel channel;

    Output(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, length);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}
