package io.github.jbuild.image.elf;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.image.Inspector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees an {@link ElfFile} in each file that begins like one, or a {@link MalformedElf}. Files of
 * more than 1 MB pass through one scratch file, which never takes more room than the largest of
 * them. Not for use by several threads.
 */
public final class ElfInspector implements Inspector, AutoCloseable {

  private static final int BUFFER = 1 << 20;

  private final Path scratchFolder;
  private final Map<String, String> strings = new HashMap<>();
  private byte @Nullable [] buffer;
  private @Nullable FileChannel scratch;

  /**
   * An inspector.
   *
   * @param scratchFolder where the scratch file is made once one is needed, readable by its owner
   *     only
   */
  public ElfInspector(Path scratchFolder) {
    this.scratchFolder = scratchFolder;
  }

  /**
   * Looks at a file.
   *
   * @throws IOException what reading {@code bytes} threw
   * @throws JbuildException {@code ENVIRONMENT} if the scratch file cannot be made or written
   */
  @Override
  public @Nullable Object inspect(String path, long size, InputStream bytes) throws IOException {
    byte[] magic = bytes.readNBytes(4);
    if (magic.length < 4 || !ElfReader.begins(magic)) {
      return null;
    }
    if (buffer == null) {
      buffer = new byte[BUFFER];
    }
    byte[] start = buffer;
    System.arraycopy(magic, 0, start, 0, magic.length);
    int length = magic.length + bytes.readNBytes(start, magic.length, BUFFER - magic.length);
    return size <= BUFFER
        ? seen(SeekableBytes.of(start, length))
        : seen(onDisk(start, length, bytes));
  }

  private Object seen(SeekableBytes bytes) throws IOException {
    try {
      return ElfReader.read(bytes, text -> strings.computeIfAbsent(text, first -> first));
    } catch (MalformedElfException e) {
      return new MalformedElf(e.reason());
    }
  }

  private SeekableBytes onDisk(byte[] block, int first, InputStream bytes) throws IOException {
    FileChannel file = scratch();
    long size = 0;
    for (int length = first; length > 0; length = bytes.readNBytes(block, 0, BUFFER)) {
      write(file, ByteBuffer.wrap(block, 0, length), size);
      size += length;
    }
    return SeekableBytes.of(file, size);
  }

  private void write(FileChannel file, ByteBuffer block, long position) {
    try {
      while (block.hasRemaining()) {
        file.write(block, position + block.position());
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private FileChannel scratch() {
    if (scratch == null) {
      try {
        Path file = Files.createTempFile(scratchFolder, "jbuild-elf", ".tmp");
        scratch =
            FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
      } catch (IOException e) {
        throw failed(e);
      }
    }
    return scratch;
  }

  private JbuildException failed(IOException e) {
    return JbuildException.of(
            Kind.ENVIRONMENT,
            "cannot write a scratch file in " + scratchFolder + ": " + e.getMessage())
        .hint(
            "free some space there, or set another directory: JBUILD_JAVA_OPTS=-Djava.io.tmpdir=DIR")
        .cause(e);
  }

  /** Removes the scratch file. */
  @Override
  public void close() {
    strings.clear();
    buffer = null;
    if (scratch != null) {
      try {
        scratch.close();
      } catch (IOException e) {
        throw failed(e);
      }
      scratch = null;
    }
  }
}
