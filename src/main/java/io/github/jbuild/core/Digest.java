package io.github.jbuild.core;

import java.util.regex.Pattern;

/**
 * A SHA-256 content digest (OCI image specification, "Digests").
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "a sha256 has 64 lower-case hexadecimal digits, not \"" + hex + '"');
    }
  }

  /**
   * Reads {@code sha256:<64 hex digits>}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Digest parse(String text) {
    if (!text.startsWith("sha256:")) {
      throw new IllegalArgumentException("a digest begins with \"sha256:\", not \"" + text + '"');
    }
    return new Digest(text.substring("sha256:".length()));
  }

  /** The first twelve digits, as docker shows them. */
  public String shortHex() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return "sha256:" + hex;
  }
}
