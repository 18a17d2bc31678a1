package io.github.jbuild.context;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths with slashes, in the terms of Go's {@code path/filepath}. */
final class GoPath {

  private GoPath() {}

  /**
   * The shortest path that means the same, as {@code filepath.Clean} gives it: no doubled or
   * trailing slashes, no {@code .}, each {@code ..} taken back with the name before it; {@code .}
   * for the empty path.
   */
  static String clean(String path) {
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
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The order of a walk that visits folders before their content and names by their characters. */
  static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        return left == '/' ? -1 : right == '/' ? 1 : Character.compare(left, right);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
