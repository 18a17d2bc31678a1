package io.github.jbuild.image.inspect;

import io.github.jbuild.image.elf.Loader;

/** Which files of an image are kept whole, because something reads them as a whole later. */
final class KeptFiles {

  private static final long SMALL = 1 << 20;
  private static final long LARGE = 8 << 20;

  private KeptFiles() {}

  /** Whether a file of this size is kept. Asked for each file of an image. */
  static boolean keeps(String path, long size) {
    return size <= limit(path)
        || io.github.jbuild.image.python.KeptPaths.keeps(path, size)
        || io.github.jbuild.image.debian.KeptPaths.keeps(path, size)
        || io.github.jbuild.image.software.KeptPaths.keeps(path, size);
  }

  private static long limit(String path) {
    if (Loader.reads(path)) {
      return LARGE;
    }
    return switch (path) {
      case "/etc/passwd", "/etc/group", "/etc/pip.conf", "/etc/uv/uv.toml" -> SMALL;
      default -> path.endsWith("/pip.conf") || path.endsWith("/uv/uv.toml") ? SMALL : -1;
    };
  }
}
