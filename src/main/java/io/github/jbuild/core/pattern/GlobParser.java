package io.github.jbuild.core.pattern;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.pattern.Glob.CharClass;
import io.github.jbuild.core.pattern.Glob.Literal;
import io.github.jbuild.core.pattern.Glob.Range;
import io.github.jbuild.core.pattern.Glob.Token;
import io.github.jbuild.core.pattern.Glob.Wild;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the patterns of COPY (Go's {@code filepath.Match}) and of {@code .dockerignore}
 * (github.com/moby/patternmatcher), which are the same but for {@code **}.
 *
 * <p>Docker turns ignore patterns with wild cards into regular expressions and lets some of their
 * syntax through, so that {@code x|*.log} hides everything beginning with an x. Nobody means that:
 * such patterns are refused, with the way to write them that means the same to everybody.
 */
final class GlobParser {

  private final int[] pattern;
  private final String text;
  private final boolean ignore;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private GlobParser(String text, boolean ignore) {
    this.text = text;
    this.pattern = text.codePoints().toArray();
    this.ignore = ignore;
  }

  /** A COPY source; every {@code **} is a {@code *}. */
  static Glob copy(String text) {
    return new GlobParser(text, false).parse();
  }

  /** A cleaned ignore pattern without its exclamation mark. */
  static Glob ignore(String text) {
    if (!text.startsWith("**") && isPlain(text)) {
      return new Glob(literals(text));
    }
    if (text.startsWith("**") && isPlain(text.substring(2))) {
      return suffix(text.substring(2));
    }
    if (text.endsWith("**") && isPlain(text.substring(0, text.length() - 2))) {
      List<Token> tokens = literals(text.substring(0, text.length() - 2));
      tokens.add(Wild.ANYTHING);
      return new Glob(tokens);
    }
    return new GlobParser(text, true).parse();
  }

  /**
   * {@code **x} means any path that ends in x: not what {@code **x*} does, but what docker does.
   */
  private static Glob suffix(String text) {
    List<Token> tokens = new ArrayList<>();
    if (text.startsWith("/")) {
      tokens.add(Wild.FOLDERS);
      tokens.add(Wild.IN_FOLDERS);
      tokens.addAll(literals(text.substring(1)));
    } else {
      tokens.add(Wild.ANYTHING);
      tokens.addAll(literals(text));
    }
    return new Glob(tokens);
  }

  private static boolean isPlain(String text) {
    return text.chars().noneMatch(c -> "*?[]\\".indexOf(c) >= 0);
  }

  private static List<Token> literals(String text) {
    List<Token> tokens = new ArrayList<>();
    text.codePoints().forEach(c -> tokens.add(new Literal(c)));
    return tokens;
  }

  private Glob parse() {
    while (at < pattern.length) {
      int c = pattern[at++];
      switch (c) {
        case '*' -> star();
        case '?' -> tokens.add(Wild.ONE);
        case '[' -> tokens.add(charClass());
        case '\\' -> tokens.add(new Literal(escaped()));
        default -> {
          refuseExpressionSyntax(c);
          tokens.add(new Literal(c));
        }
      }
    }
    return new Glob(tokens);
  }

  private void star() {
    if (!ignore || !is('*')) {
      tokens.add(Wild.SEGMENT);
      return;
    }
    at++;
    if (is('/')) {
      at++;
    }
    if (at == pattern.length) {
      tokens.add(Wild.ANYTHING);
    } else {
      tokens.add(Wild.FOLDERS);
      tokens.add(Wild.IN_FOLDERS);
    }
  }

  private CharClass charClass() {
    boolean negated = is('^');
    if (negated) {
      at++;
    }
    List<Range> ranges = new ArrayList<>();
    while (ranges.isEmpty() || !is(']')) {
      int first = classMember();
      int last = first;
      if (is('-')) {
        at++;
        last = classMember();
      }
      if (ignore && first > last) {
        throw bad("the range in its character class runs backwards");
      }
      ranges.add(new Range(first, last));
    }
    at++;
    return new CharClass(negated, ranges);
  }

  private int classMember() {
    if (at >= pattern.length) {
      throw bad("its character class is not closed").hint("write \\[ for the character itself");
    }
    int c = pattern[at++];
    if (c == '-' || c == ']') {
      throw bad("its character class has a " + show(c) + " where a character is required")
          .hint("write \\" + show(c) + " for the character itself");
    }
    if (ignore && (c == '*' || c == '?' || (c == '[' && is(':')))) {
      throw bad("docker misreads the " + show(c) + " in its character class")
          .hint("write \\" + show(c) + " for the character itself");
    }
    return c == '\\' ? escaped() : c;
  }

  private int escaped() {
    if (at == pattern.length) {
      throw bad("it ends in a backslash").hint("write \\\\ for a backslash");
    }
    int c = pattern[at++];
    if (ignore && (c >= 128 || Character.isLetterOrDigit(c))) {
      throw bad("docker interprets \\" + show(c) + " as a regular expression escape")
          .hint(
              "write "
                  + show(c)
                  + " for the character itself, \\\\"
                  + show(c)
                  + " for a backslash before it; directories are separated by /");
    }
    return c;
  }

  private void refuseExpressionSyntax(int c) {
    if (ignore && (c == '|' || c == '^' || (c == '{' && isRepetition()))) {
      throw bad("docker interprets its " + show(c) + " as that of a regular expression")
          .hint("write \\" + show(c) + " for the character itself");
    }
  }

  /** Whether a repetition such as {@code {2,3}} begins with the brace just read. */
  private boolean isRepetition() {
    int i = at;
    int commas = 0;
    while (i < pattern.length && (Character.isDigit(pattern[i]) || pattern[i] == ',')) {
      commas += pattern[i++] == ',' ? 1 : 0;
    }
    return i > at && i < pattern.length && pattern[i] == '}' && commas < 2 && pattern[at] != ',';
  }

  private boolean is(int c) {
    return at < pattern.length && pattern[at] == c;
  }

  private static String show(int codePoint) {
    return Character.toString(codePoint);
  }

  private JbuildException bad(String why) {
    return JbuildException.of(Kind.INVALID_INPUT, "invalid pattern \"" + text + "\": " + why);
  }
}
