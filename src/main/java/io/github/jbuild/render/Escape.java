package io.github.jbuild.render;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes values so that Docker's parser and the shell read back exactly the value. What cannot be
 * written in a place is refused with {@code INVALID_INPUT}. Dockerfiles are read line by line, so a
 * line break can stand in JSON only.
 */
final class Escape {

  private static final Pattern SAFE_WORD = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final Pattern SAFE_GLOB = Pattern.compile("[A-Za-z0-9_@%+=:,./*?\\[\\]-]+");
  private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Escape() {}

  /**
   * A value that can appear anywhere unquoted: an image reference, a stage's name, a path without
   * odd characters.
   */
  static String token(String value) {
    if (!SAFE_WORD.matcher(value).matches() || value.startsWith("-")) {
      throw refused(value, "only letters, digits and _@%+=:,./- are allowed here");
    }
    return value;
  }

  /** One word of a POSIX shell command. */
  static String shell(String value) {
    requireOneLine(value);
    if (SAFE_WORD.matcher(value).matches()) {
      return value;
    }
    return "'" + value.replace("'", "'\\''") + "'";
  }

  /**
   * A shell pattern below the current folder: {@code * ? [ ]} keep their meaning, everything else
   * is literal.
   */
  static String glob(String value) {
    requireOneLine(value);
    if (value.startsWith("/") || value.startsWith("-") || (value + "/").contains("../")) {
      throw refused(value, "a pattern must be relative and stay below its directory");
    }
    if (!SAFE_GLOB.matcher(value).matches()) {
      throw refused(value, "a pattern consists of letters, digits, _@%+=:,./- and *?[] only");
    }
    return value;
  }

  /** A shell pattern for absolute paths. */
  static String absoluteGlob(String value) {
    requireOneLine(value);
    if (!value.startsWith("/") || (value + "/").contains("../")) {
      throw refused(value, "a pattern must be absolute and without .. here");
    }
    return "/" + glob(value.substring(1));
  }

  /**
   * A value of {@code ENV}, {@code LABEL}, {@code WORKDIR} or {@code USER}: in double quotes,
   * nothing expanded.
   */
  static String env(String value) {
    requireOneLine(value);
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || c == '$') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.append('"').toString();
  }

  /** The name of an environment variable. */
  static String envName(String name) {
    if (!ENV_NAME.matcher(name).matches()) {
      throw refused(name, "a variable name consists of letters, digits and _");
    }
    return name;
  }

  /** A JSON string of an exec form, in which Docker expands nothing. */
  static String json(String value) {
    if (value.indexOf('\0') >= 0) {
      throw refused(value, "an argument cannot contain a NUL character");
    }
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default ->
            out.append(c < 0x20 || c == 0x7f || isBreak(c) ? String.format("\\u%04x", (int) c) : c);
      }
    }
    return out.append('"').toString();
  }

  /** A JSON string in ASCII alone, for a program that reads its argument as JSON. */
  static String asciiJson(String value) {
    StringBuilder out = new StringBuilder();
    for (char c : json(value).toCharArray()) {
      out.append(c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return out.toString();
  }

  /** A line of the author's own Dockerfile text. */
  static String rawLine(String value) {
    requireOneLine(value);
    return value;
  }

  /**
   * A JSON string of {@code COPY}'s exec form, in which Docker expands variables after it has read
   * the JSON.
   */
  static String copy(String value) {
    requireOneLine(value);
    return json(
        value.replace("\\", "\\\\").replace("$", "\\$").replace("'", "\\'").replace("\"", "\\\""));
  }

  /** Text of a comment: line breaks and control characters become blanks. */
  static String comment(String value) {
    return value
        .codePoints()
        .map(c -> Character.isISOControl(c) || isBreak(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }

  /** {@code NAME="value"} pairs in the order of the map. */
  static String pairs(Map<String, String> values, boolean names) {
    StringBuilder out = new StringBuilder();
    values.forEach(
        (name, value) -> {
          out.append(out.isEmpty() ? "" : " \\\n    ");
          out.append(names ? envName(name) : env(name)).append('=').append(env(value));
        });
    return out.toString();
  }

  private static void requireOneLine(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((Character.isISOControl(c) && c != '\t') || isBreak(c)) {
        throw refused(
            value, "a line break or control character cannot be written in a Dockerfile here");
      }
    }
  }

  /**
   * The line breaks of Unicode; Docker splits only at line feeds, but readers and tools see others
   * too.
   */
  private static boolean isBreak(int c) {
    return c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  private static JbuildException refused(String value, String why) {
    return JbuildException.of(
            Kind.INVALID_INPUT, "cannot render " + json(value.replace("\0", "\u2400")))
        .hint(why);
  }
}
