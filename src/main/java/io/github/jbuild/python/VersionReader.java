package io.github.jbuild.python;

import io.github.jbuild.core.JbuildException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads versions in all spellings that PEP 440 normalizes (appendix B), without backtracking. */
final class VersionReader {

  private static final String FORM = "PEP 440: [N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local]";

  /** Numbers of a thousand digits cost nothing; a million would. */
  private static final int MAX_LENGTH = 1000;

  private final Cursor in;

  private VersionReader(Cursor in) {
    this.in = in;
  }

  static Pep440Version read(String text) {
    Cursor in = new Cursor("<version>", text);
    if (text.length() > MAX_LENGTH) {
      throw in.error(
          "a string of " + text.length() + " characters is too long to be a version",
          "at most " + MAX_LENGTH + " characters are read");
    }
    in.skipSpace();
    Pep440Version version = new VersionReader(in).version();
    in.skipSpace();
    if (!in.atEnd()) {
      throw in.error("the version should end where " + in.found(), FORM);
    }
    return version;
  }

  static Optional<Pep440Version> tryRead(String text) {
    try {
      return Optional.of(read(text));
    } catch (JbuildException e) {
      return Optional.empty();
    }
  }

  private Pep440Version version() {
    in.consumeWord("v");
    BigInteger epoch = BigInteger.ZERO;
    BigInteger first = number();
    if (in.consume('!')) {
      epoch = first;
      first = number();
    }
    List<BigInteger> release = new ArrayList<>(List.of(first));
    while (in.peek() == '.' && Cursor.isDigit(in.peek(1))) {
      in.consume('.');
      release.add(number());
    }
    Pep440Version.Phase phase = phase();
    BigInteger phaseNumber = phase == null ? BigInteger.ZERO : impliedNumber();
    BigInteger post = post();
    BigInteger dev = suffix("dev") ? impliedNumber() : null;
    return new Pep440Version(
        new Pep440Version.Parts(epoch, release, phase, phaseNumber, post, dev, local()));
  }

  private BigInteger number() {
    int start = in.position();
    while (Cursor.isDigit(in.peek())) {
      in.moveTo(in.position() + 1);
    }
    if (in.position() == start) {
      throw in.error("a version needs a number where " + in.found(), FORM);
    }
    return new BigInteger(in.since(start));
  }

  private Pep440Version.@Nullable Phase phase() {
    if (suffix("alpha", "a")) {
      return Pep440Version.Phase.ALPHA;
    }
    if (suffix("beta", "b")) {
      return Pep440Version.Phase.BETA;
    }
    return suffix("rc", "c", "preview", "pre") ? Pep440Version.Phase.CANDIDATE : null;
  }

  private @Nullable BigInteger post() {
    if (in.peek() == '-' && Cursor.isDigit(in.peek(1))) {
      in.consume('-');
      return number();
    }
    return suffix("post", "rev", "r") ? impliedNumber() : null;
  }

  /** Goes past one of these words, with or without a separator before it. */
  private boolean suffix(String... words) {
    int start = in.position();
    separator();
    for (String word : words) {
      if (in.consumeWord(word)) {
        return true;
      }
    }
    in.moveTo(start);
    return false;
  }

  private BigInteger impliedNumber() {
    separator();
    return Cursor.isDigit(in.peek()) ? number() : BigInteger.ZERO;
  }

  private boolean separator() {
    return in.consume('.') || in.consume('-') || in.consume('_');
  }

  private List<String> local() {
    List<String> segments = new ArrayList<>();
    if (!in.consume('+')) {
      return segments;
    }
    do {
      int start = in.position();
      while (Cursor.isAlphanumeric(in.peek())) {
        in.moveTo(in.position() + 1);
      }
      if (in.position() == start) {
        throw in.error("a local version needs a letter or a digit where " + in.found(), FORM);
      }
      segments.add(normalized(in.since(start)));
    } while (separator());
    return segments;
  }

  private static String normalized(String segment) {
    boolean number = segment.chars().allMatch(c -> Cursor.isDigit((char) c));
    return number ? new BigInteger(segment).toString() : segment.toLowerCase(Locale.ROOT);
  }
}
