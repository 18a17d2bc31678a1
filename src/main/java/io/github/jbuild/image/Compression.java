package io.github.jbuild.image;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The compressions that layers may have (OCI image specification, "Layer media types"). */
final class Compression {

  private static final int GZIP = 0x1f8b;
  private static final int ZSTD = 0x28b52ffd;

  private Compression() {}

  /** The content of a stream, whether it is compressed or not. */
  static InputStream open(BufferedInputStream in) throws IOException {
    byte[] head = peek(in, 4);
    if (head.length == 4 && (at(head, 0) << 8 | at(head, 1)) == GZIP) {
      // Registries hold layers of several gzip members, which Java's own class reads wrongly.
      return GzipCompressorInputStream.builder()
          .setInputStream(in)
          .setDecompressConcatenated(true)
          .get();
    }
    int magic =
        head.length < 4
            ? 0
            : at(head, 0) << 24 | at(head, 1) << 16 | at(head, 2) << 8 | at(head, 3);
    return magic == ZSTD ? new ZstdInputStream(in) : in;
  }

  /** The next bytes of a stream, without taking them; fewer at its end. */
  static byte[] peek(BufferedInputStream in, int length) throws IOException {
    in.mark(length);
    byte[] head = in.readNBytes(length);
    in.reset();
    return head;
  }

  private static int at(byte[] bytes, int index) {
    return Byte.toUnsignedInt(bytes[index]);
  }
}
