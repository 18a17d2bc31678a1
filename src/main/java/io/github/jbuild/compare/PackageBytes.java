package io.github.jbuild.compare;

/**
 * What a package takes. Each visible file belongs to exactly one.
 *
 * @param kind what kind of package it is
 * @param name its name
 * @param version its version; empty if unknown
 * @param bytes bytes of its visible files; 0 for a package without files
 * @param files its visible files that take bytes
 */
public record PackageBytes(Kind kind, String name, String version, long bytes, int files) {

  /** What knows that a file belongs to a package; what knows more comes first. */
  public enum Kind {
    /** A RECORD of a Python distribution names the file. */
    PYTHON("Python"),
    /** A file list of dpkg names it. */
    DEBIAN("Debian"),
    /** A library of NVIDIA that was copied, by the name of its file or its folder. */
    CUDA("CUDA library"),
    /** Nothing knows it. */
    NONE("no package");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Its name for display. */
    public String label() {
      return label;
    }
  }
}
