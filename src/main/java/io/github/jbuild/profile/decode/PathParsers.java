package io.github.jbuild.profile.decode;

import io.github.jbuild.core.Quoted;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Rules for paths. */
final class PathParsers {

  private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9._+@*?\\[\\]/-]+");

  private PathParsers() {}

  /** A path or glob that stays below the build context. */
  static ValueParser<String> inContext() {
    return ValueParser.of("", text -> below(text, "the context"));
  }

  /** A glob below {@code /usr/local} that a shell can expand unquoted. */
  static ValueParser<String> installGlob() {
    return glob("/usr/local");
  }

  private static ValueParser<String> glob(String folder) {
    return ValueParser.of(
        "",
        text -> {
          if (!GLOB.matcher(text).matches()) {
            throw BadValue.of(
                Quoted.of(text) + " is not a valid path or glob",
                "use letters, digits and . _ + - @ / with the wildcards * ? [ ]");
          }
          return below(text, folder);
        });
  }

  /** A glob below the source folder that a shell can expand unquoted. */
  static ValueParser<String> sourceGlob() {
    return glob("the source directory");
  }

  /** A path below the source folder. */
  static ValueParser<String> inSource() {
    return ValueParser.of("", text -> below(text, "the source directory"));
  }

  /** A glob with absolute path that a shell can expand unquoted. */
  static ValueParser<String> absoluteGlob() {
    return ValueParser.of(
        "",
        text -> {
          if (!GLOB.matcher(text).matches() || !text.startsWith("/")) {
            throw BadValue.of(
                Quoted.of(text) + " is not a valid absolute path or glob",
                "begin it with / and use letters, digits and . _ + - @ / with the wildcards * ? [ ]");
          }
          below(text.substring(1), "/");
          return text;
        });
  }

  /** A path that begins with a slash. */
  static ValueParser<String> absolute() {
    return ValueParser.of(
        "",
        text -> {
          if (!text.startsWith("/")) {
            throw BadValue.of(Quoted.of(text) + " is not an absolute path", "begin it with /");
          }
          return text;
        });
  }

  /** Any path that is not empty. */
  static ValueParser<String> any() {
    return ValueParser.of("", PathParsers::notEmpty);
  }

  private static String notEmpty(String text) {
    if (text.isBlank()) {
      throw BadValue.of("the path is empty");
    }
    return text;
  }

  private static String below(String text, String folder) {
    notEmpty(text);
    if (text.startsWith("/")) {
      throw BadValue.of(Quoted.of(text) + " is an absolute path", "write it relative to " + folder);
    }
    if (text.startsWith("-")) {
      throw BadValue.of(Quoted.of(text) + " looks like an option", "begin it with ./");
    }
    if (Arrays.asList(text.split("/")).contains("..")) {
      throw BadValue.of(Quoted.of(text) + " leaves " + folder, "write a path without ..");
    }
    return text;
  }
}
