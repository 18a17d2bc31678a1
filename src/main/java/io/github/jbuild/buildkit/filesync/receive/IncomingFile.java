package io.github.jbuild.buildkit.filesync.receive;

import io.github.jbuild.buildkit.proto.filesync.Stat;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file that is written under another name until it is whole. */
final class IncomingFile {

  private final Path file;
  private final Stat stat;
  private @Nullable Path part;
  private @Nullable FileChannel channel;
  private long written;

  IncomingFile(Path file, Stat stat) {
    this.file = file;
    this.stat = stat;
  }

  void write(ByteBuffer bytes) throws IOException {
    FileChannel out = open();
    written += bytes.remaining();
    if (written > stat.getSize()) {
      throw wrongSize();
    }
    while (bytes.hasRemaining()) {
      int unused = out.write(bytes);
    }
  }

  private FileChannel open() throws IOException {
    FileChannel out = channel;
    if (out == null) {
      Path folder = file.getParent();
      Path name = Files.createTempFile(folder == null ? file : folder, ".jbuild-", ".part");
      part = name;
      out = FileChannel.open(name, StandardOpenOption.WRITE);
      channel = out;
    }
    return out;
  }

  /** All bytes have come. */
  void complete() throws IOException {
    open().close();
    if (written != stat.getSize()) {
      throw wrongSize();
    }
    if (part != null) {
      TreeWriter.apply(part, stat);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      part = null;
    }
  }

  /** Removes what was written. */
  void abort() {
    try {
      if (channel != null) {
        channel.close();
      }
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      return; // a file that cannot be written anymore is the error that counts
    }
  }

  private JbuildException wrongSize() {
    return JbuildException.of(
            Kind.ENVIRONMENT,
            "the engine sent %d bytes instead of %d of %s"
                .formatted(written, stat.getSize(), stat.getPath()))
        .hint("build again; the engine's log may explain why it could not read the file");
  }
}
