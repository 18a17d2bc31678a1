package io.github.jbuild.profile.decode;

import io.github.jbuild.core.Quoted;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's names, versions and requirement specifiers (PEP 440, 503 and 508). */
final class PythonParsers {

  private static final String NAME_PATTERN = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?";
  private static final String VERSION_PATTERN =
      "(?:[0-9]+!)?[0-9]+(?:\\.[0-9]+)*(?:(?:a|b|rc)[0-9]+)?(?:\\.post[0-9]+)?(?:\\.dev[0-9]+)?"
          + "(?:\\+[a-z0-9]+(?:[._-][a-z0-9]+)*)?";
  private static final String CLAUSE =
      "(?:===|==|~=|!=|<=|>=|<|>)\\s*[A-Za-z0-9][A-Za-z0-9.*+!_-]*";
  private static final String CLAUSES = CLAUSE + "(?:\\s*,\\s*" + CLAUSE + ")*";

  private static final Pattern REQUIREMENT =
      Pattern.compile(
          NAME_PATTERN
              + "\\s*(?:\\[[A-Za-z0-9._\\s,-]*\\])?\\s*(?:\\(?"
              + CLAUSES
              + "\\)?|@\\s*(?<url>[^\\s;]+))?\\s*(?:;.+)?");

  /** A distribution's name. */
  static final ValueParser<String> NAME =
      ValueParser.matching(
          NAME_PATTERN,
          "the name of a Python distribution",
          "use letters, digits, dots, dashes and underscores");

  /** A version as wheels carry it, normalised. */
  static final ValueParser<String> VERSION =
      ValueParser.matching(VERSION_PATTERN, "a Python package's version", "write it as 2.8.0")
          .takingNumbers();

  /** The interpreter's version. */
  static final ValueParser<String> PYTHON =
      ValueParser.matching("3\\.[0-9]{1,2}", "a Python version", "write it as \"3.10\"")
          .takingNumbers();

  /** A version or a list of comparisons. */
  static final ValueParser<String> RANGE =
      ValueParser.matching(
              "[0-9]+(?:\\.[0-9A-Za-z]+)*(?:\\+[a-z0-9.]+)?|" + CLAUSES,
              "a version or a range of versions",
              "write it as 2.8.0 or \">=1.26,<2\"")
          .takingNumbers();

  /** A requirement specifier. */
  static final ValueParser<String> SPECIFIER = ValueParser.of("", PythonParsers::requirement);

  private PythonParsers() {}

  private static String requirement(String text) {
    ValueParsers.refuseCredentials(text);
    Matcher matcher = REQUIREMENT.matcher(text);
    if (text.startsWith("-")) {
      throw BadValue.of(Quoted.of(text) + " is a pip option", "use a requirement");
    }
    if (!matcher.matches()) {
      throw BadValue.of(
          Quoted.of(text) + " is not a valid requirement",
          "write name, name==1.2 or \"name>=1.2,<2\"");
    }
    if (matcher.group("url") != null) {
      ValueParsers.url(matcher.group("url"));
    }
    return text;
  }

  /** The name under which indexes know a distribution (PEP 503, "Normalized Names"). */
  static String normalised(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }
}
