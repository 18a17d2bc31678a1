package io.github.jbuild.image;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Looks at the bytes of a file while they pass by on their way through a layer. */
public interface Inspector {

  /**
   * Looks at a regular file.
   *
   * @param path absolute path in the image
   * @param size in bytes
   * @param bytes its content, to be read as far as is needed and no further; valid during the call
   * @return what it saw, returned by {@link FileEntry.Content#seen}; null for nothing
   * @throws IOException what reading {@code bytes} threw
   */
  @Nullable Object inspect(String path, long size, InputStream bytes) throws IOException;

  /** Sees nothing. */
  static Inspector none() {
    return (path, size, bytes) -> null;
  }
}
