package io.github.jbuild.checks.image;

import java.util.Locale;

/** Sizes as people read them. */
final class Sizes {

  private Sizes() {}

  /** Decimal units, as docker shows sizes, with the bytes where that is short. */
  static String of(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    if (bytes < 999_950) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    return bytes < 999_950_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }
}
