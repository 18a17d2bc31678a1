package io.github.jbuild.python;

/** Names of projects and extras. */
public final class ProjectNames {

  private ProjectNames() {}

  /**
   * The name by which names are compared (PEP 503, "Normalized Names"): lower case, each run of
   * {@code -}, {@code _} and {@code .} as one {@code -}.
   */
  public static String normalized(String name) {
    StringBuilder normal = new StringBuilder(name.length());
    boolean separated = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean separator = c == '-' || c == '_' || c == '.';
      if (!separator) {
        normal.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
      } else if (!separated) {
        normal.append('-');
      }
      separated = separator;
    }
    return normal.toString();
  }

  /** Goes past a name (PEP 508, {@code identifier}); what it needs is said in an error. */
  static String read(Cursor in, String what) {
    int start = in.position();
    int end = start;
    while (Cursor.isAlphanumeric(in.peek()) || "-_.".indexOf(in.peek()) >= 0) {
      boolean last = Cursor.isAlphanumeric(in.peek());
      in.moveTo(in.position() + 1);
      end = last ? in.position() : end;
    }
    boolean starts = end > start;
    in.moveTo(start);
    if (!starts || !Cursor.isAlphanumeric(in.peek())) {
      throw in.error(
          what + " is expected where " + in.found(),
          "names begin and end with a letter or a digit, with -, _ and . between them (PEP 508)");
    }
    in.moveTo(end);
    return in.since(start);
  }
}
