package io.github.jbuild.image.software;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.KeptBytes;

/**
 * The text of files that were kept.
 *
 * @param files a file system
 */
record KeptFiles(FileTree files) {

  /** The text behind a path; empty when there is none, or it was not kept. */
  String text(String path) {
    return files.resolve(path).map(KeptFiles::text).orElse("");
  }

  /** The text of a file; empty when it was not kept. */
  static String text(FileEntry file) {
    return file.content()
        .flatMap(content -> content.seen(KeptBytes.class))
        .map(KeptBytes::text)
        .orElse("");
  }
}
