package io.github.jbuild.image.elf;

/** A file begins like an ELF file, but is none. The message says what is wrong, and where. */
public final class MalformedElfException extends Exception {

  private static final long serialVersionUID = 1L;

  private final long offset;

  MalformedElfException(String reason, long offset) {
    super(reason + " (at offset " + Long.toUnsignedString(offset) + ")");
    this.offset = offset;
  }

  /** Where in the file, in bytes from its beginning; unsigned. */
  public long offset() {
    return offset;
  }

  /** What is wrong, and where. */
  public String reason() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
