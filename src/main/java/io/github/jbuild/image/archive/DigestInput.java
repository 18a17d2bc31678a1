package io.github.jbuild.image.archive;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Hashes and counts what passes. */
final class DigestInput extends FilterInputStream {

  private final MessageDigest sha256;
  private final byte[] buffer;
  private long bytes;

  DigestInput(InputStream in) {
    this(in, Sha256.digest(), new byte[1 << 16]);
  }

  /** With a fresh digest and a buffer that are used for one stream after the other. */
  DigestInput(InputStream in, MessageDigest sha256, byte[] buffer) {
    super(in);
    this.sha256 = sha256;
    this.buffer = buffer;
  }

  /** Bytes that have passed. */
  long bytes() {
    return bytes;
  }

  /** Reads to the end. */
  void drain() throws IOException {
    while (read(buffer, 0, buffer.length) >= 0) {
      // hashed on its way
    }
  }

  /** The 32 bytes of the SHA-256 of all bytes that have passed; may be called once. */
  byte[] hash() {
    return sha256.digest();
  }

  /** The digest of all bytes that have passed; may be called once. */
  Digest digest() {
    return new Digest(HexFormat.of().formatHex(hash()));
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (next >= 0) {
      sha256.update((byte) next);
      bytes++;
    }
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int got = in.read(into, offset, length);
    if (got > 0) {
      sha256.update(into, offset, got);
      bytes += got;
    }
    return got;
  }

  @Override
  public long skip(long count) throws IOException {
    int got = read(buffer, 0, (int) Math.min(count, buffer.length));
    return Math.max(0, got);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
