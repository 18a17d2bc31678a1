package io.github.jbuild.image;

import java.nio.charset.StandardCharsets;

/** The whole content of a small file that is read later: configuration, package metadata. */
public final class KeptBytes {

  private final byte[] bytes;

  /** Takes over {@code bytes}. */
  public KeptBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The content as text; malformed UTF-8 becomes replacement characters. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
