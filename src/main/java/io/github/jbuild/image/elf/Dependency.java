package io.github.jbuild.image.elf;

import io.github.jbuild.image.FileEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A library that a file needs, itself or through other libraries.
 *
 * @param name as requested
 * @param status whether and where it was found
 * @param pathOrNull path by which the loader opens it, as {@code ldd} prints it: links and {@code
 *     ..} are in it; null when there is none
 * @param fileOrNull the file behind that path; null for one that is not found
 * @param neededBy path of the object that needs it
 * @param foundByOrNull what led to it; null for one that is not found
 * @param reasonOrNull why it cannot be loaded, for a broken one
 */
public record Dependency(
    String name,
    Status status,
    @Nullable String pathOrNull,
    @Nullable FileEntry fileOrNull,
    String neededBy,
    @Nullable FoundBy foundByOrNull,
    @Nullable String reasonOrNull) {

  /** The result for a library. */
  public enum Status {
    FOUND,
    /** Nowhere in the image: the program does not start. */
    MISSING,
    /** Not in the image, but provided by the host. */
    HOST,
    /** The loader comes to a file that it cannot load, and gives up: the program does not start. */
    BROKEN
  }

  /** What led the loader to a library. */
  public enum FoundBy {
    /** Its name is a path. */
    PATH,
    RPATH,
    LD_LIBRARY_PATH,
    RUNPATH,
    /** {@code /etc/ld.so.cache}. */
    CACHE,
    DEFAULT_FOLDER
  }

  /** The path by which the loader opens it. */
  public Optional<String> path() {
    return Optional.ofNullable(pathOrNull);
  }

  /** The file behind the path. */
  public Optional<FileEntry> file() {
    return Optional.ofNullable(fileOrNull);
  }

  /** What led to it. */
  public Optional<FoundBy> foundBy() {
    return Optional.ofNullable(foundByOrNull);
  }

  /** Why a broken one cannot be loaded. */
  public Optional<String> reason() {
    return Optional.ofNullable(reasonOrNull);
  }
}
