package io.github.jbuild.image.secret;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The form of a token whose issuer gave it a prefix by which it can be recognized.
 *
 * @param prefix what it begins with
 * @param length how many characters follow at least
 * @param kind what it is
 */
record TokenForm(String prefix, int length, String kind) {

  /**
   * Forms that their issuers document: AWS access keys, GitHub ("Behind GitHub's new authentication
   * token formats"), GitLab, Slack, Hugging Face, NVIDIA NGC, PyPI (PEP 458's macaroons), npm,
   * OpenAI, Google API keys, Docker Hub.
   */
  static final List<TokenForm> ALL =
      List.of(
          new TokenForm("AKIA", 16, "an AWS access key"),
          new TokenForm("ASIA", 16, "an AWS access key"),
          new TokenForm("ghp_", 36, "a GitHub token"),
          new TokenForm("gho_", 36, "a GitHub token"),
          new TokenForm("ghs_", 36, "a GitHub token"),
          new TokenForm("github_pat_", 40, "a GitHub token"),
          new TokenForm("glpat-", 20, "a GitLab token"),
          new TokenForm("xoxb-", 20, "a Slack token"),
          new TokenForm("xoxp-", 20, "a Slack token"),
          new TokenForm("hf_", 34, "a Hugging Face token"),
          new TokenForm("nvapi-", 40, "an NVIDIA API key"),
          new TokenForm("pypi-AgEIcHlwaS5vcmc", 40, "a PyPI token"),
          new TokenForm("npm_", 36, "an npm token"),
          new TokenForm("sk-proj-", 40, "an OpenAI key"),
          new TokenForm("AIza", 35, "a Google API key"),
          new TokenForm("dckr_pat_", 27, "a Docker Hub token"));

  private static final byte[] KEY_BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEY_END = "PRIVATE KEY".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_TITLE = 40;

  /** Whether a token of this form is at an offset, and is no placeholder of one letter. */
  boolean at(byte[] text, int offset) {
    if (!begins(text, offset, prefix.getBytes(StandardCharsets.US_ASCII))
        || (offset > 0 && isTokenCharacter(text[offset - 1]))) {
      return false;
    }
    int begin = offset + prefix.length();
    int end = begin;
    int distinct = 0;
    while (end < text.length && isTokenCharacter(text[end])) {
      if (end == begin || text[end] != text[end - 1]) {
        distinct++;
      }
      end++;
    }
    return end - begin >= length && distinct > length / 2;
  }

  /** Whether a private key in PEM begins at an offset (RFC 7468), with a body. */
  static boolean privateKeyAt(byte[] text, int offset) {
    if (!begins(text, offset, KEY_BEGIN)) {
      return false;
    }
    for (int i = offset + KEY_BEGIN.length; i < Math.min(text.length, offset + KEY_TITLE); i++) {
      if (begins(text, i, KEY_END)) {
        return hasBody(text, i + KEY_END.length);
      }
    }
    return false;
  }

  /** Whether base64 follows: not so in a program that only knows what keys begin with. */
  private static boolean hasBody(byte[] text, int offset) {
    int characters = 0;
    for (int i = offset; i < Math.min(text.length, offset + 200); i++) {
      byte next = text[i];
      if (next == '"' || next == '\'' || next == '(' || next == '{') {
        return false;
      }
      characters += isTokenCharacter(next) || next == '+' || next == '/' ? 1 : 0;
    }
    return characters >= 60;
  }

  private static boolean begins(byte[] text, int offset, byte[] with) {
    if (offset + with.length > text.length) {
      return false;
    }
    for (int i = 0; i < with.length; i++) {
      if (text[offset + i] != with[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTokenCharacter(byte character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '_'
        || character == '-';
  }
}
