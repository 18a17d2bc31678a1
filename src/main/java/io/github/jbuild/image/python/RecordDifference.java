package io.github.jbuild.image.python;

/**
 * A file that is not what a RECORD says.
 *
 * @param path the file: absolute in an image, as the RECORD writes it between two RECORDs
 * @param kind what is different
 */
public record RecordDifference(String path, Kind kind) {

  /** What can be different. */
  public enum Kind {
    /** The RECORD names it, and it is not there. */
    MISSING("is missing"),
    /** It has another size. */
    SIZE("has a different size"),
    /** It has the same size, or none is recorded, and other bytes. */
    HASH("has different content"),
    /** It is there, and no RECORD names it. */
    UNRECORDED("is not listed in any RECORD"),
    /** The installed RECORD names it, and that of the wheel does not. */
    ADDED("is not in the wheel");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The end of a sentence about a file, such as {@code is missing}. */
    public String words() {
      return words;
    }
  }

  /** As a sentence without its full stop, such as {@code /usr/x.py is missing}. */
  @Override
  public String toString() {
    return path + " " + kind.words;
  }
}
