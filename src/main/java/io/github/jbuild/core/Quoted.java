package io.github.jbuild.core;

/** Text in double quotes, in the notation that JSON and YAML share. */
public final class Quoted {

  private static final int LONGEST = 80;

  private Quoted() {}

  /** {@code text} for a message: quoted, control characters escaped, cut when it is long. */
  public static String of(String text) {
    return text.length() <= LONGEST
        ? json(text)
        : json(text.substring(0, text.offsetByCodePoints(0, LONGEST / 2))) + "…";
  }

  /** {@code text} without quotes, cut when it is long. */
  public static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST / 2) + "…";
  }

  /** {@code text} as a JSON string (RFC 8259, section 7), which is also a YAML scalar. */
  public static String json(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (Characters.isPlain(c)) {
            out.append(c);
          } else {
            out.append(String.format("\\u%04x", (int) c));
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
