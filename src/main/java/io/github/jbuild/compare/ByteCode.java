package io.github.jbuild.compare;

import io.github.jbuild.image.FileEntry;
import java.util.Optional;

/** What Python compiles next to its sources (PEP 3147). */
final class ByteCode {

  private static final String CACHE = "/__pycache__";
  private static final String TAG = ".cpython-";

  private ByteCode() {}

  /** The absolute path of the source of which a file is the byte code. */
  static Optional<String> source(FileEntry file) {
    int tag = file.name().indexOf(TAG);
    String folder = file.folder();
    return tag > 0 && file.name().endsWith(".pyc") && folder.endsWith(CACHE)
        ? Optional.of(
            folder.substring(0, folder.length() - CACHE.length() + 1)
                + file.name().substring(0, tag)
                + ".py")
        : Optional.empty();
  }
}
