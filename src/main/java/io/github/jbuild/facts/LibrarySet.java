package io.github.jbuild.facts;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shared libraries that belong together.
 *
 * @param name name in profiles
 * @param files globs of the real files in a donor image
 * @param to absolute folder in the image that receives them
 * @param sonames names that the loader finds afterwards
 * @param versionFileOrNull what the name of the file that carries the version begins with
 * @param aptOrNull the Debian package that has them too
 * @param why why Jetson images need it
 * @param source where this is from
 */
public record LibrarySet(
    String name,
    List<String> files,
    String to,
    List<String> sonames,
    @Nullable String versionFileOrNull,
    @Nullable String aptOrNull,
    String why,
    Confidence confidence,
    String source) {

  public LibrarySet {
    files = List.copyOf(files);
    sonames = List.copyOf(sonames);
  }

  /**
   * What the name of the file that carries the version begins with, such as {@code libcudnn.so.}.
   */
  public Optional<String> versionFile() {
    return Optional.ofNullable(versionFileOrNull);
  }
}
