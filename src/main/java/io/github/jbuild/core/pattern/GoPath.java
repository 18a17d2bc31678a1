package io.github.jbuild.core.pattern;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths with slashes, in the terms of Go's {@code path/filepath}. */
public final class GoPath {

  private GoPath() {}

  /**
   * The shortest path that means the same, as {@code filepath.Clean} gives it: no doubled or
   * trailing slashes, no {@code .}, each {@code ..} taken back with the name before it; {@code .}
   * for the empty path.
   */
  public static String clean(String path) {
    boolean rooted = path.startsWith("/");
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (!name.equals("..")) {
        names.addLast(name);
      } else if (!names.isEmpty() && !names.getLast().equals("..")) {
        names.removeLast();
      } else if (!rooted) {
        names.addLast(name);
      }
    }
    String joined = String.join("/", names);
    if (rooted) {
      return "/" + joined;
    }
    return joined.isEmpty() ? "." : joined;
  }

  /** The path of the folder that holds {@code path}; empty for a name at the top. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /**
   * The order of a walk that visits folders before their content and names by the bytes of their
   * UTF-8, which is the order of their code points.
   */
  public static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        return left == '/' ? -1 : right == '/' ? 1 : Integer.compare(rank(left), rank(right));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Halves of characters beyond 16 bits come last in UTF-8, but not in UTF-16. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
