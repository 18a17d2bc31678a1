package io.github.jbuild.image.software;

import java.util.Optional;

/**
 * The file name of a shared library with its version.
 *
 * @param stem name without version, such as {@code libcudnn}; wheels' additions such as {@code
 *     -9335f6a2} are left out
 * @param version such as {@code 9.3.0}
 */
record VersionedName(String stem, String version) {

  private static final String SO = ".so.";

  /** Reads {@code libcudnn.so.9.3.0}; nothing for a name without version. */
  static Optional<VersionedName> of(String fileName) {
    int so = fileName.indexOf(SO);
    if (so < 0 || !isVersion(fileName, so + SO.length())) {
      return Optional.empty();
    }
    int hash = fileName.indexOf('-');
    return Optional.of(
        new VersionedName(
            fileName.substring(0, hash > 0 && hash < so ? hash : so),
            fileName.substring(so + SO.length())));
  }

  private static boolean isVersion(String name, int from) {
    for (int i = from; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return from < name.length() && name.charAt(from) != '.';
  }
}
