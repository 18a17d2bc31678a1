package io.github.jbuild.image;

import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;

/**
 * An archive, layout or layer that is not what it should be; the message says how. Names of the
 * image in it went through {@link #shown}.
 */
public final class MalformedImage extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 160;

  private final Kind kind;

  public MalformedImage(String message) {
    this(Kind.INVALID_INPUT, message);
  }

  private MalformedImage(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Content that is not what its digest says. */
  public static MalformedImage mismatch(String message) {
    return new MalformedImage(Kind.MISMATCH, message);
  }

  /** The same in a part of the image. */
  public MalformedImage in(String part) {
    return new MalformedImage(kind, shown(part) + ": " + getMessage());
  }

  public Kind kind() {
    return kind;
  }

  /**
   * A name of the image's, of whatever length and characters, for a message: cut, and with escapes
   * for what would break the line, speak to the terminal or reorder the text.
   */
  public static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .limit(LONGEST)
        .forEach(
            c -> {
              if (isHarmless(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append(String.format("\\u%04x", c));
              }
            });
    return name.codePointCount(0, name.length()) > LONGEST ? shown + "..." : shown.toString();
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
