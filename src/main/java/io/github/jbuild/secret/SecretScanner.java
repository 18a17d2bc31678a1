package io.github.jbuild.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks for secrets in text: keys, tokens with a known form, variables with telling names. */
public final class SecretScanner {

  private static final int MAX_HITS = 20;
  private static final Pattern TELLING_NAME =
      Pattern.compile(
          "(^|[_.-])(secret|token|passw(or)?d|passphrase|credentials?|api[_-]?key|private[_-]?key"
              + "|access[_-]?key|auth[_-]?key)($|[_.-])");

  /** Names that say where a secret is, or how long, and are not the secret. */
  private static final Pattern ABOUT_ONE =
      Pattern.compile(".*[_.-](file|path|dir|name|type|ttl|limit|length|size|count|env|url)");

  /** Nothing before the colons: looking for the scheme would be slow in long words. */
  private static final Pattern URL_PASSWORD =
      Pattern.compile("://[^/\\s:@]*+:(?![$<{%*])[^/\\s@]++@");

  private static final Pattern REFERENCE =
      Pattern.compile(
          "[$`].*|/.*|true|false|yes|no|on|off|none|null|\\*+|<.*>|changeme|[0-9]{1,5}",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** By the first two bytes, what is worth a closer look: scanning is most of reading an image. */
  private static final boolean[] BEGINNINGS = new boolean[1 << 16];

  static {
    BEGINNINGS['-' << 8 | '-'] = true;
    TokenForm.ALL.forEach(
        form -> BEGINNINGS[form.prefix().charAt(0) << 8 | form.prefix().charAt(1)] = true);
  }

  private SecretScanner() {}

  /** What is found in the content of a file. */
  public static Optional<SecretHits> scan(byte[] text) {
    List<SecretHit> hits = new ArrayList<>();
    for (int i = 0; i + 1 < text.length && hits.size() < MAX_HITS; i++) {
      if (BEGINNINGS[pair(text, i)]) {
        int offset = i;
        kind(text, offset).ifPresent(kind -> hits.add(new SecretHit(kind, line(text, offset))));
      }
    }
    return hits.isEmpty() ? Optional.empty() : Optional.of(new SecretHits(hits));
  }

  /** What kind of secret a text holds, whatever its name. */
  public static Optional<String> inText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Optional<SecretHits> hits = scan(bytes);
    if (hits.isPresent()) {
      return Optional.of(hits.get().hits().get(0).kind());
    }
    return URL_PASSWORD.matcher(text).find()
        ? Optional.of("a URL with a password")
        : Optional.empty();
  }

  /**
   * What kind of secret a variable is, by its value or else by its name; nothing for empty values,
   * paths and references to other variables.
   */
  public static Optional<String> inVariable(String name, String value) {
    Optional<String> byValue = inText(value);
    if (byValue.isPresent()) {
      return byValue;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    boolean telling = TELLING_NAME.matcher(lower).find() && !ABOUT_ONE.matcher(lower).matches();
    boolean plain = value.isBlank() || REFERENCE.matcher(value.strip()).matches();
    return telling && !plain
        ? Optional.of("a value whose name suggests a secret")
        : Optional.empty();
  }

  /** What kind of secret the words of a command hold. */
  public static Optional<String> inWords(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      Optional<String> kind = inWord(i == 0 ? "" : words.get(i - 1), words.get(i));
      if (kind.isPresent()) {
        return kind;
      }
    }
    return Optional.empty();
  }

  /**
   * What kind of secret a word of a command holds: the value of {@code --token VALUE} or {@code
   * --token=VALUE}, or a word of a shell's line.
   *
   * @param before the word before it; empty for none
   */
  public static Optional<String> inWord(String before, String word) {
    List<String> inner = List.of(word.strip().split("\\s+", -1));
    if (inner.size() > 1) {
      return inWords(inner);
    }
    int equals = word.indexOf('=');
    if (equals > 0) {
      return inVariable(word.substring(0, equals), word.substring(equals + 1));
    }
    return before.startsWith("--") && !before.contains("=") && !word.startsWith("-")
        ? inVariable(before, word)
        : inText(word);
  }

  private static int pair(byte[] text, int offset) {
    return (text[offset] & 0xff) << 8 | (text[offset + 1] & 0xff);
  }

  private static Optional<String> kind(byte[] text, int offset) {
    if (text[offset] == '-') {
      return PrivateKey.at(text, offset) ? Optional.of("a private key") : Optional.empty();
    }
    for (TokenForm form : TokenForm.ALL) {
      if (form.at(text, offset)) {
        return Optional.of(form.kind());
      }
    }
    return Optional.empty();
  }

  private static int line(byte[] text, int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      line += text[i] == '\n' ? 1 : 0;
    }
    return line;
  }
}
