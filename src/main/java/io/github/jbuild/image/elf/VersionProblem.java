package io.github.jbuild.image.elf;

/**
 * A symbol version that the library found does not define.
 *
 * @param kind how bad it is
 * @param version such as {@code GLIBC_2.38}
 * @param library path of the library
 * @param neededBy path of the object that needs it
 */
public record VersionProblem(Kind kind, String version, String library, String neededBy) {

  /** How bad it is. */
  public enum Kind {
    /** The program does not start. */
    NOT_FOUND,
    /** Only weak symbols need it; the loader goes on. */
    WEAK_NOT_FOUND,
    /** The library defines no versions at all; the loader warns and takes any symbol. */
    NO_VERSIONS
  }
}
