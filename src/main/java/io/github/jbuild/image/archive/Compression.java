package io.github.jbuild.image.archive;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import io.github.jbuild.image.MalformedImage;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The compressions that layers may have (OCI image specification, "Layer media types"). */
final class Compression {

  private static final int GZIP = 0x1f8b;
  private static final int ZSTD = 0x28b52ffd;

  private Compression() {}

  /** The content of a stream, whether it is compressed or not. */
  static InputStream open(BufferedInputStream in) throws IOException {
    int magic = magic(in);
    if (magic >>> 16 == GZIP) {
      return gzip(in);
    }
    return magic == ZSTD ? zstd(in) : in;
  }

  /** Whether {@link #open} would unpack. */
  static boolean compressed(BufferedInputStream in) throws IOException {
    int magic = magic(in);
    return magic >>> 16 == GZIP || magic == ZSTD;
  }

  private static int magic(BufferedInputStream in) throws IOException {
    byte[] head = peek(in, 4);
    return head.length < 4 ? 0 : ByteBuffer.wrap(head).getInt();
  }

  /** Registries hold layers of several gzip members, which Java's own class reads wrongly. */
  private static InputStream gzip(InputStream in) throws IOException {
    // A member's header holds a name and a comment of any length, which are read into memory.
    HeaderGuard guard = new HeaderGuard(in);
    guard.header();
    return new FilterInputStream(
        GzipCompressorInputStream.builder()
            .setInputStream(guard)
            .setDecompressConcatenated(true)
            .get()) {
      @Override
      public int read() throws IOException {
        guard.header();
        return super.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        guard.header();
        return super.read(into, offset, Math.min(length, HeaderGuard.MAX_HEADER / 4));
      }
    };
  }

  private static InputStream zstd(InputStream in) {
    return new FilterInputStream(new ZstdInputStream(in)) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        try {
          return super.read(into, offset, length);
        } catch (MalformedInputException | IndexOutOfBoundsException e) {
          throw new MalformedImage("not zstd: " + e.getMessage());
        }
      }
    };
  }

  /** The next bytes of a stream, without taking them; fewer at its end. */
  static byte[] peek(BufferedInputStream in, int length) throws IOException {
    in.mark(length);
    byte[] head = in.readNBytes(length);
    in.reset();
    return head;
  }
}
