package io.github.jbuild.core.pattern;

import java.util.List;

/**
 * A path pattern. All ways through it are followed at once, so that a match takes time in
 * proportion to pattern length times path length, whatever the pattern.
 */
public final class Glob {

  /** A piece of a pattern. */
  sealed interface Token {}

  /** One character. */
  record Literal(int codePoint) implements Token {}

  /** One character of some ranges, or of none of them. A slash is a character like others. */
  record CharClass(boolean negated, List<Range> ranges) implements Token {
    CharClass {
      ranges = List.copyOf(ranges);
    }

    boolean has(int codePoint) {
      for (Range range : ranges) {
        if (range.first <= codePoint && codePoint <= range.last) {
          return !negated;
        }
      }
      return negated;
    }
  }

  /** Characters from first to last. */
  record Range(int first, int last) {}

  /** Wild cards. */
  enum Wild implements Token {
    /** One character but a slash. */
    ONE,
    /** Any number of characters but slashes. */
    SEGMENT,
    /** Any number of characters. */
    ANYTHING,
    /** Nothing, or anything that ends in a slash; always followed by {@link #IN_FOLDERS}. */
    FOLDERS,
    /** What {@link #FOLDERS} has begun. */
    IN_FOLDERS
  }

  private final Token[] tokens;
  private final String prefix;

  Glob(List<Token> tokens) {
    this.tokens = tokens.toArray(new Token[0]);
    StringBuilder literal = new StringBuilder();
    for (Token token : tokens) {
      if (!(token instanceof Literal one)) {
        break;
      }
      literal.appendCodePoint(one.codePoint);
    }
    this.prefix = literal.toString();
  }

  /**
   * A COPY source as Go's {@code filepath.Match} reads it; every {@code **} is a {@code *}.
   *
   * @throws io.github.jbuild.core.JbuildException {@code INVALID_INPUT} if the pattern is invalid
   */
  public static Glob copy(String text) {
    return GlobParser.copy(text);
  }

  /** Whether the whole path matches. */
  public boolean matches(String path) {
    return path.startsWith(prefix) && follow(path)[tokens.length];
  }

  /** Whether some path below {@code folder} could match. */
  public boolean mayMatchBelow(String folder) {
    String start = folder + "/";
    if (!start.startsWith(prefix) && !prefix.startsWith(start)) {
      return false;
    }
    boolean[] reached = follow(start);
    for (int i = 0; i < tokens.length; i++) {
      if (reached[i]) {
        return true;
      }
    }
    return false;
  }

  /** The places in the pattern that can be reached by reading all of {@code text}. */
  private boolean[] follow(String text) {
    boolean[] now = new boolean[tokens.length + 1];
    boolean[] next = new boolean[tokens.length + 1];
    now[0] = true;
    skip(now);
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      at += Character.charCount(codePoint);
      if (!step(now, next, codePoint)) {
        return next;
      }
      boolean[] used = now;
      now = next;
      next = used;
    }
    return now;
  }

  /** Fills {@code next}; false when nothing is left in it. */
  private boolean step(boolean[] now, boolean[] next, int codePoint) {
    java.util.Arrays.fill(next, false);
    boolean alive = false;
    for (int i = 0; i < tokens.length; i++) {
      if (now[i]) {
        alive |= read(next, i, codePoint);
      }
    }
    skip(next);
    return alive;
  }

  private boolean read(boolean[] next, int at, int codePoint) {
    boolean slash = codePoint == '/';
    Token token = tokens[at];
    int to = at + 1;
    boolean reads;
    if (token instanceof Literal literal) {
      reads = literal.codePoint == codePoint;
    } else if (token instanceof CharClass chars) {
      reads = chars.has(codePoint);
    } else if (token == Wild.ONE) {
      reads = !slash;
    } else if (token == Wild.IN_FOLDERS) {
      next[to] |= slash;
      to = at;
      reads = true;
    } else {
      to = at;
      reads = token == Wild.ANYTHING || (token == Wild.SEGMENT && !slash);
    }
    if (reads) {
      next[to] = true;
    }
    return reads;
  }

  /** Adds what can be reached without reading; that only ever leads forward. */
  private void skip(boolean[] reached) {
    for (int i = 0; i < tokens.length; i++) {
      if (!reached[i]) {
        continue;
      }
      if (tokens[i] == Wild.SEGMENT || tokens[i] == Wild.ANYTHING) {
        reached[i + 1] = true;
      } else if (tokens[i] == Wild.FOLDERS) {
        reached[i + 1] = true;
        reached[i + 2] = true;
      }
    }
  }
}
