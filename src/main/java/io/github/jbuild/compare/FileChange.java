package io.github.jbuild.compare;

import io.github.jbuild.image.FileEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file or link that two images do not have in common.
 *
 * @param beforeOrNull the reference's; null when it has none at the path
 * @param afterOrNull the other's; null when it has none at the path
 */
public record FileChange(@Nullable FileEntry beforeOrNull, @Nullable FileEntry afterOrNull) {

  /** How two images differ at a path. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  public FileChange {
    if (beforeOrNull == null && afterOrNull == null) {
      throw new IllegalArgumentException("a file that neither image has");
    }
  }

  /** How they differ. */
  public Kind kind() {
    if (beforeOrNull == null) {
      return Kind.ADDED;
    }
    return afterOrNull == null ? Kind.REMOVED : Kind.CHANGED;
  }

  /** Absolute path. */
  public String path() {
    return any().path();
  }

  /** Absolute path of the folder. */
  public String folder() {
    return any().folder();
  }

  /** Size in the reference; 0 when it is not there. */
  public long bytesBefore() {
    return Optional.ofNullable(beforeOrNull).map(FileEntry::size).orElse(0L);
  }

  /** Size in the other image; 0 when it is not there. */
  public long bytesAfter() {
    return Optional.ofNullable(afterOrNull).map(FileEntry::size).orElse(0L);
  }

  /** What the other image has more; negative when it has less. */
  public long growth() {
    return bytesAfter() - bytesBefore();
  }

  /** How many bytes differ: the larger of the two files. */
  public long weight() {
    return Math.max(bytesBefore(), bytesAfter());
  }

  private FileEntry any() {
    if (afterOrNull != null) {
      return afterOrNull;
    }
    if (beforeOrNull != null) {
      return beforeOrNull;
    }
    throw new IllegalStateException("a file that neither image has");
  }
}
