package io.github.jbuild.image.python;

import io.github.jbuild.core.Digest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of a RECORD (PyPA, "Recording installed projects").
 *
 * @param path path as written: relative to the site folder, or absolute
 * @param sha256OrNull hash of the file; null where the row has none, or one of another kind
 * @param size size in bytes; -1 where the row has none
 */
public record RecordRow(String path, @Nullable Digest sha256OrNull, long size) {

  /** The hash of the file, where the row has one. */
  public Optional<Digest> sha256() {
    return Optional.ofNullable(sha256OrNull);
  }

  /** Whether it is byte code, which installers and Python itself write without a hash. */
  boolean isByteCode() {
    return path.endsWith(".pyc");
  }

  /** Whether it is outside the site folder. */
  boolean isOutside() {
    return path.startsWith("../") || path.startsWith("/");
  }
}
