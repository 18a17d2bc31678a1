package io.github.jbuild.secret;

import java.util.List;

/**
 * The form of a token whose issuer gave it a prefix by which it can be recognized.
 *
 * @param prefix what it begins with
 * @param alphabet the characters that follow
 * @param length how many of them follow at least
 * @param exact whether no more than that follow
 * @param kind what it is
 */
record TokenForm(String prefix, Alphabet alphabet, int length, boolean exact, String kind) {

  /** The characters of a token. */
  enum Alphabet {
    /** Capital letters and digits. */
    CAPITALS,
    /** Letters and digits. */
    BASE62,
    /** Letters, digits, underscore and hyphen. */
    BASE64URL;

    boolean holds(byte character) {
      boolean digit = character >= '0' && character <= '9';
      boolean capital = character >= 'A' && character <= 'Z';
      boolean small = character >= 'a' && character <= 'z';
      return switch (this) {
        case CAPITALS -> digit || capital;
        case BASE62 -> digit || capital || small;
        case BASE64URL -> isWord(character);
      };
    }
  }

  /**
   * Forms that their issuers document: AWS access keys, GitHub ("Behind GitHub's new authentication
   * token formats"), GitLab, Slack, Hugging Face, NVIDIA NGC, PyPI (PEP 458's macaroons), npm,
   * OpenAI, Google API keys, Docker Hub.
   */
  static final List<TokenForm> ALL =
      List.of(
          exactly("AKIA", Alphabet.CAPITALS, 16, "an AWS access key"),
          exactly("ASIA", Alphabet.CAPITALS, 16, "an AWS access key"),
          exactly("ghp_", Alphabet.BASE62, 36, "a GitHub token"),
          exactly("gho_", Alphabet.BASE62, 36, "a GitHub token"),
          exactly("ghs_", Alphabet.BASE62, 36, "a GitHub token"),
          atLeast("github_pat_", 40, "a GitHub token"),
          atLeast("glpat-", 20, "a GitLab token"),
          atLeast("xoxb-", 20, "a Slack token"),
          atLeast("xoxp-", 20, "a Slack token"),
          exactly("hf_", Alphabet.BASE62, 34, "a Hugging Face token"),
          atLeast("nvapi-", 40, "an NVIDIA API key"),
          atLeast("pypi-AgEIcHlwaS5vcmc", 40, "a PyPI token"),
          exactly("npm_", Alphabet.BASE62, 36, "an npm token"),
          atLeast("sk-proj-", 40, "an OpenAI key"),
          exactly("AIza", Alphabet.BASE64URL, 35, "a Google API key"),
          atLeast("dckr_pat_", 27, "a Docker Hub token"));

  /** How the keys end that documentations of AWS show. */
  private static final String EXAMPLE = "EXAMPLE";

  private static TokenForm exactly(String prefix, Alphabet alphabet, int length, String kind) {
    return new TokenForm(prefix, alphabet, length, true, kind);
  }

  private static TokenForm atLeast(String prefix, int length, String kind) {
    return new TokenForm(prefix, Alphabet.BASE64URL, length, false, kind);
  }

  /** Whether a token of this form is at an offset, and is not a placeholder of one letter. */
  boolean at(byte[] text, int offset) {
    if (!begins(text, offset, prefix) || (offset > 0 && isWord(text[offset - 1]))) {
      return false;
    }
    int begin = offset + prefix.length();
    int end = begin;
    int changes = 0;
    while (end < text.length && alphabet.holds(text[end])) {
      if (end == begin || text[end] != text[end - 1]) {
        changes++;
      }
      end++;
    }
    // a longer word of the same letters, such as a hash or the name of a variable, is not a token
    boolean whole = !exact || (end - begin == length && (end == text.length || !isWord(text[end])));
    return whole
        && end - begin >= length
        && changes > length / 2
        && !begins(text, end - EXAMPLE.length(), EXAMPLE);
  }

  /** Whether a text of ASCII is at an offset. */
  static boolean begins(byte[] text, int offset, String with) {
    if (offset < 0 || offset + with.length() > text.length) {
      return false;
    }
    for (int i = 0; i < with.length(); i++) {
      if (text[offset + i] != with.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(byte character) {
    return Alphabet.BASE62.holds(character) || character == '_' || character == '-';
  }
}
