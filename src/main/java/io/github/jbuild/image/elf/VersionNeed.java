package io.github.jbuild.image.elf;

import java.util.List;

/**
 * The symbol versions that an object needs of a library (LSB, "Version Requirements").
 *
 * @param file name of the library, as in DT_NEEDED
 */
public record VersionNeed(String file, List<Version> versions) {

  public VersionNeed {
    versions = List.copyOf(versions);
  }

  /**
   * A version.
   *
   * @param name such as {@code GLIBC_2.34}
   * @param weak whether only weak symbols need it: the loader warns, but goes on without
   */
  public record Version(String name, boolean weak) {}
}
