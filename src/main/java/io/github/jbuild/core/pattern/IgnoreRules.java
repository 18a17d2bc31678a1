package io.github.jbuild.core.pattern;

import java.util.BitSet;
import java.util.List;

/**
 * What a {@code .dockerignore} file hides. The last matching pattern decides; a folder that a
 * pattern matches hides what is in it, unless an exception matches further down. A pattern counts
 * for a path when it matched the path itself or a folder above it, with the one subtlety of
 * github.com/moby/patternmatcher ({@code MatchesUsingParentResults}, which both builders walk
 * with): an exception is not looked at where nothing is hidden yet, so {@code a/b} followed by
 * {@code !a} hides {@code a/b}.
 *
 * <p>Where the builders disagree BuildKit is followed: with {@code docs} hidden and an exception
 * for README.md in whatever folder, {@code docs/README.md} is kept. A classic build's walk does not
 * enter the hidden folder.
 */
public final class IgnoreRules {

  /** Rules that hide nothing. */
  public static final IgnoreRules NONE = new IgnoreRules(List.of());

  /** One pattern. */
  record Rule(boolean exception, Glob glob) {}

  /**
   * What the rules say about a path.
   *
   * @param ignored whether it is hidden
   * @param matched the rules that matched it or a folder above it
   */
  public record Verdict(boolean ignored, BitSet matched) {}

  private final List<Rule> rules;

  IgnoreRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Reads the content of a {@code .dockerignore} file.
   *
   * @param fileName its name for error messages
   * @throws io.github.jbuild.core.JbuildException {@code INVALID_INPUT} with the place of a pattern
   *     that docker rejects or interprets as something unintended
   */
  public static IgnoreRules parse(String fileName, byte[] content) {
    return IgnoreFile.parse(fileName, content);
  }

  /**
   * Patterns that have already been read from a file, as an engine passes them to a client.
   *
   * @throws io.github.jbuild.core.JbuildException {@code INVALID_INPUT} as {@link #parse}, without
   *     a place
   */
  public static IgnoreRules of(List<String> patterns) {
    return IgnoreFile.rules(patterns);
  }

  /** Whether {@code path}, relative and with slashes, is hidden. */
  public boolean ignores(String path) {
    Verdict verdict = top();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      verdict = below(verdict, path.substring(0, slash));
    }
    return below(verdict, path).ignored();
  }

  /** The verdict on the context folder itself. */
  public Verdict top() {
    return new Verdict(false, new BitSet());
  }

  /** The verdict on {@code path}, given that on the folder that holds it. */
  public Verdict below(Verdict folder, String path) {
    boolean ignored = false;
    BitSet matched = new BitSet(rules.size());
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      boolean match = folder.matched.get(i);
      if (!match && rule.exception == ignored) {
        match = rule.glob.matches(path);
      }
      if (match) {
        matched.set(i);
        ignored = !rule.exception;
      }
    }
    return new Verdict(ignored, matched);
  }

  /** Whether a pattern could match something below a folder that none matches. */
  public boolean mayMatchBelow(String folder) {
    for (Rule rule : rules) {
      if (!rule.exception && rule.glob.mayMatchBelow(folder)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an exception could keep something below a hidden folder. */
  public boolean mayKeepBelow(String folder) {
    for (Rule rule : rules) {
      if (rule.exception && rule.glob.mayMatchBelow(folder)) {
        return true;
      }
    }
    return false;
  }
}
