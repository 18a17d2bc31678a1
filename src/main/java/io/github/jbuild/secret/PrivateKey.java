package io.github.jbuild.secret;

/** Private keys in PEM (RFC 7468), also in the older forms with headers in front of the body. */
final class PrivateKey {

  private static final String BEGIN = "-----BEGIN ";
  private static final String TITLE = "PRIVATE KEY";
  private static final int TITLE_WITHIN = 40;

  /** Headers such as DEK-Info stand before the body of an encrypted key. */
  private static final int BODY_WITHIN = 300;

  /** A line of a body has 64 characters, in OpenSSH's form 70. */
  private static final int BODY_RUN = 40;

  private PrivateKey() {}

  /** Whether a key with a body begins at an offset. */
  static boolean at(byte[] text, int offset) {
    if (!TokenForm.begins(text, offset, BEGIN)) {
      return false;
    }
    for (int i = offset + BEGIN.length(); i < Math.min(text.length, offset + TITLE_WITHIN); i++) {
      if (TokenForm.begins(text, i, TITLE)) {
        return hasBody(text, i + TITLE.length());
      }
    }
    return false;
  }

  /** Whether base64 follows: not so in a program or text that only knows what keys begin with. */
  private static boolean hasBody(byte[] text, int offset) {
    int run = 0;
    for (int i = offset; i < Math.min(text.length, offset + BODY_WITHIN); i++) {
      byte next = text[i];
      run = TokenForm.Alphabet.BASE62.holds(next) || next == '+' || next == '/' ? run + 1 : 0;
      if (run == BODY_RUN) {
        return true;
      }
      if (next == '"' || next == '\'') {
        return false;
      }
    }
    return false;
  }
}
