package io.github.jbuild.buildkit.filesync.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file that may be sent. */
@FunctionalInterface
public interface Content {

  /** What folders and links have. */
  Content NONE = () -> Channels.newChannel(new ByteArrayInputStream(new byte[0]));

  /**
   * Opens the file at its first byte.
   *
   * @throws IOException if it cannot be read, or is no longer there
   */
  ReadableByteChannel open() throws IOException;

  /** A file on disk; a link that has taken its place is not followed. */
  static Content of(Path file) {
    return new OnDisk(file);
  }

  /** Bytes in memory, which must not be changed. */
  static Content of(byte[] bytes) {
    return () -> Channels.newChannel(new ByteArrayInputStream(bytes));
  }

  /** A file that can say where it lies. */
  record OnDisk(Path file) implements Content {
    @Override
    public ReadableByteChannel open() throws IOException {
      return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }
}
