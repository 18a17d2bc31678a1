package io.github.jbuild.engine.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Reads unencrypted private keys in PEM: PKCS#8 (RFC 5958), PKCS#1 RSA (RFC 8017, appendix A.1.2)
 * and SEC 1 elliptic curve keys (RFC 5915). The JDK knows PKCS#8 only; the other two become that by
 * a wrapper that names the algorithm.
 */
final class PemKey {

  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int EC_PARAMETERS = 0xa0;

  private PemKey() {}

  /** The first private key in a file. */
  static PrivateKey read(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file);
    if (text.contains("-----BEGIN PRIVATE KEY-----")) {
      byte[] der = decode(text, "PRIVATE KEY");
      return key(contains(der, EC_OID) ? "EC" : "RSA", der);
    }
    if (text.contains("-----BEGIN RSA PRIVATE KEY-----") && !text.contains("ENCRYPTED")) {
      return key("RSA", pkcs8(RSA, decode(text, "RSA PRIVATE KEY")));
    }
    if (text.contains("-----BEGIN EC PRIVATE KEY-----") && !text.contains("ENCRYPTED")) {
      byte[] der = decode(text, "EC PRIVATE KEY");
      return key("EC", pkcs8(tagged(SEQUENCE, EC_OID, curve(der)), der));
    }
    throw new GeneralSecurityException(file + " contains no unencrypted private key");
  }

  private static PrivateKey key(String algorithm, byte[] der) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return tagged(SEQUENCE, VERSION_0, algorithm, tagged(OCTET_STRING, key));
  }

  /** The curve's name from {@code [0]} of a SEC 1 key; there it is optional, in PKCS#8 not. */
  private static byte[] curve(byte[] sec1) throws GeneralSecurityException {
    int at = headerLength(sec1, 0);
    while (at < sec1.length) {
      int header = headerLength(sec1, at);
      int length = length(sec1, at);
      if ((sec1[at] & 0xff) == EC_PARAMETERS) {
        return java.util.Arrays.copyOfRange(sec1, at + header, at + header + length);
      }
      at += header + length;
    }
    throw new GeneralSecurityException("the elliptic curve key does not name its curve");
  }

  private static int headerLength(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = (length << 8) | (der[at + 2 + i] & 0xff);
    }
    return length;
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int size = content.size();
    if (size < 0x80) {
      out.write(size);
    } else {
      out.write(0x82);
      out.write(size >> 8);
      out.write(size);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] decode(String text, String type) {
    String begin = "-----BEGIN " + type + "-----";
    int start = text.indexOf(begin) + begin.length();
    int end = text.indexOf("-----END", start);
    return Base64.getMimeDecoder().decode(text.substring(start, end < 0 ? text.length() : end));
  }

  private static boolean contains(byte[] der, byte[] part) {
    HexFormat hex = HexFormat.of();
    return hex.formatHex(der).contains(hex.formatHex(part));
  }
}
