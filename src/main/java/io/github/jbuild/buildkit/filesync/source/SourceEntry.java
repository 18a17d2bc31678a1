package io.github.jbuild.buildkit.filesync.source;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A file, folder or symlink that the engine may request.
 *
 * @param path path below the source's root, with slashes, without one at either end
 * @param kind what it is
 * @param mode permission bits with setuid, setgid and sticky, as in {@code st_mode}
 * @param size bytes of a file; 0 for a folder, the bytes of its target for a link
 * @param modifiedNanos nanoseconds since 1970; an entry whose time and size are the engine's own is
 *     not sent again
 * @param targetOrNull a symbolic link's target as written
 * @param inodeOrNull equal for hard links to one file; null for files with one name
 * @param content the bytes of a file
 */
public record SourceEntry(
    String path,
    Kind kind,
    int mode,
    long size,
    long modifiedNanos,
    @Nullable String targetOrNull,
    @Nullable Object inodeOrNull,
    Content content) {

  private static final int MODES = 07777;

  /** What an entry is. */
  public enum Kind {
    FILE,
    FOLDER,
    LINK
  }

  public SourceEntry {
    if (path.isEmpty() || path.startsWith("/") || path.endsWith("/")) {
      throw new IllegalArgumentException("not a path inside a directory: \"" + path + '"');
    }
    if (size < 0 || (mode & ~MODES) != 0) {
      throw new IllegalArgumentException("no such size or mode: " + size + ", " + mode);
    }
    if ((kind == Kind.LINK) != (targetOrNull != null)) {
      throw new IllegalArgumentException("a symlink, and nothing else, has a target: " + path);
    }
  }

  /** A file. */
  public static SourceEntry file(
      String path,
      int mode,
      long size,
      long modifiedNanos,
      @Nullable Object inodeOrNull,
      Content content) {
    return new SourceEntry(path, Kind.FILE, mode, size, modifiedNanos, null, inodeOrNull, content);
  }

  /** A folder. */
  public static SourceEntry folder(String path, int mode, long modifiedNanos) {
    return new SourceEntry(path, Kind.FOLDER, mode, 0, modifiedNanos, null, null, Content.NONE);
  }

  /** A symbolic link. */
  public static SourceEntry link(String path, int mode, long modifiedNanos, String target) {
    long size = target.getBytes(StandardCharsets.UTF_8).length;
    return new SourceEntry(path, Kind.LINK, mode, size, modifiedNanos, target, null, Content.NONE);
  }
}
