package io.github.jbuild.buildkit.filesync.receive;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.pattern.GoPath;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Holds a sender of entries to the order and the paths that fsutil promises. */
final class TreeOrder {

  private final Set<String> folders = new HashSet<>();
  private final Set<String> files = new HashSet<>();
  private String last = "";

  TreeOrder() {
    folders.add("");
  }

  /**
   * Takes the path of the next entry.
   *
   * @throws JbuildException if it does not lie below the root, in a folder that came before, and
   *     after the last path
   */
  void check(String path) {
    boolean inside =
        !path.isEmpty()
            && path.equals(GoPath.clean(path))
            && !path.startsWith("/")
            && !path.equals(".")
            && !path.equals("..")
            && !path.startsWith("../")
            && path.indexOf('\0') < 0;
    if (!inside) {
      throw refused("a path that is not inside a directory: \"" + path + '"');
    }
    if (!folders.contains(GoPath.parent(path))) {
      throw refused("a file before its directory: " + path);
    }
    if (!last.isEmpty() && GoPath.compare(last, path) >= 0) {
      throw refused("files out of order: " + last + ", " + path);
    }
    last = path;
  }

  /** Where the last path lies. */
  Path in(Path root) {
    try {
      return root.resolve(last);
    } catch (InvalidPathException e) {
      throw unwritable(last, e);
    }
  }

  /** The last path was a folder's. */
  void folder(String path) {
    folders.add(path);
  }

  /** The last path was a file's. */
  void file(String path) {
    files.add(path);
  }

  void checkHardLink(String path, String target) {
    if (!files.contains(target)) {
      throw refused("a hard link to a file that has not been sent: " + path + ", " + target);
    }
  }

  static Path linkTarget(Path link, String target) {
    try {
      return link.getFileSystem().getPath(target);
    } catch (InvalidPathException e) {
      throw unwritable(target, e);
    }
  }

  private static JbuildException unwritable(String path, InvalidPathException e) {
    return JbuildException.of(
            Kind.ENVIRONMENT,
            "a file name in the result of the build cannot be written here: " + path)
        .hint(
            "use a UTF-8 locale, such as LC_ALL=C.UTF-8; a name with a NUL cannot be written at all")
        .cause(e);
  }

  private static JbuildException refused(String what) {
    return JbuildException.of(Kind.ENVIRONMENT, "the engine sent " + what)
        .hint("nothing was written there; use an engine that you trust");
  }
}
