package io.github.jbuild.image.archive;

import io.github.jbuild.core.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java platform has. */
final class Sha256 {

  private Sha256() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Digest of(byte[] bytes) {
    return new Digest(HexFormat.of().formatHex(digest().digest(bytes)));
  }
}
