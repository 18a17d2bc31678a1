package io.github.jbuild.buildkit.content;

import com.google.protobuf.ByteString;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Sha256;
import io.grpc.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A blob on its way in. It ends as a blob, or leaves nothing. */
final class Ingest {

  private final ContentFolder folder;
  private final String ref;
  private final Path part;
  private final FileChannel out;
  private final FileTime started;
  private MessageDigest hash = Sha256.digest();
  private long offset;
  private boolean over;

  Ingest(ContentFolder folder, String ref, Path ingestFolder) throws IOException {
    this.folder = folder;
    this.ref = ref;
    this.part = Files.createTempFile(ingestFolder, "", ".part");
    this.out = FileChannel.open(part, StandardOpenOption.WRITE);
    this.started = Files.getLastModifiedTime(part);
  }

  String ref() {
    return ref;
  }

  FileTime started() {
    return started;
  }

  synchronized FileTime updated() throws IOException {
    check();
    return Files.getLastModifiedTime(part);
  }

  synchronized long offset() {
    return offset;
  }

  /** The digest of what has come so far. */
  synchronized Digest digest() {
    try {
      MessageDigest copy = (MessageDigest) hash.clone();
      return new Digest(HexFormat.of().formatHex(copy.digest()));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }

  /**
   * Takes the next bytes.
   *
   * @param at where they belong: at the end of what has come, or at 0 to begin again
   */
  synchronized void write(long at, ByteString bytes) throws IOException {
    check();
    if (at == 0 && offset > 0) {
      out.truncate(0).position(0);
      hash = Sha256.digest();
      offset = 0;
    }
    if (at != offset) {
      throw Status.OUT_OF_RANGE
          .withDescription("bytes for offset %d arrived at %d".formatted(at, offset))
          .asRuntimeException();
    }
    for (ByteBuffer buffer : bytes.asReadOnlyByteBufferList()) {
      hash.update(buffer.duplicate());
      while (buffer.hasRemaining()) {
        offset += out.write(buffer);
      }
    }
  }

  /**
   * The blob is whole.
   *
   * @param size what it should have, if positive
   * @param expected what it should be, if known
   */
  synchronized Digest commit(long size, @Nullable Digest expected) throws IOException {
    check();
    Digest actual = digest();
    if (size > 0 && size != offset) {
      throw Status.FAILED_PRECONDITION
          .withDescription("%s has %d bytes, not %d".formatted(ref, offset, size))
          .asRuntimeException();
    }
    if (expected != null && !expected.equals(actual)) {
      throw Status.FAILED_PRECONDITION
          .withDescription("%s is %s, not %s".formatted(ref, actual, expected))
          .asRuntimeException();
    }
    // After a power cut, a blob that has its name must have its content as well.
    out.force(true);
    out.close();
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
    folder.take(part, actual);
    over = true;
    folder.ended(this);
    return actual;
  }

  /** Removes what has come, unless it became a blob. */
  synchronized void discard() {
    if (over) {
      return;
    }
    over = true;
    try (out) {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      return; // a file that cannot be written anymore is the error that counts
    } finally {
      folder.ended(this);
    }
  }

  private void check() {
    if (over) {
      throw Status.ABORTED.withDescription(ref + " is over").asRuntimeException();
    }
  }
}
