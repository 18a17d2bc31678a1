package io.github.jbuild.context;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file, folder or symbolic link of the context, as it was when the context was read.
 *
 * @param path path below the context folder, with slashes, without one at the end
 * @param file where its bytes are
 * @param mode permission bits with setuid, setgid and sticky
 * @param size bytes; 0 for what is not a file
 * @param modifiedNanos nanoseconds since 1970
 * @param targetOrNull a symbolic link's target as written
 * @param inodeOrNull equal for hard links to one file; null for files with one name
 */
public record ContextEntry(
    String path,
    Path file,
    Kind kind,
    int mode,
    long size,
    long modifiedNanos,
    @Nullable String targetOrNull,
    @Nullable Object inodeOrNull) {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Whole seconds since 1970, rounded down. */
  public long modified() {
    return Math.floorDiv(modifiedNanos, NANOS_PER_SECOND);
  }

  /** What an entry is. */
  public enum Kind {
    FILE,
    FOLDER,
    LINK
  }
}
