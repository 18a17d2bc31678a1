package io.github.jbuild.core.pattern;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.core.pattern.IgnoreRules.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a {@code .dockerignore} file line by line as docker does (github.com/moby/patternmatcher,
 * {@code ignorefile}): a comment only where {@code #} is the first character, a byte order mark
 * dropped, white space around patterns dropped, paths made clean, a leading slash dropped.
 */
final class IgnoreFile {

  /** The longest line that Go's line scanner reads. */
  private static final int LONGEST_LINE = 64 * 1024 - 1;

  private IgnoreFile() {}

  static IgnoreRules parse(String fileName, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    List<Rule> rules = new ArrayList<>();
    int number = 0;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end);
      start = end + 1;
      number++;
      if (!line.startsWith("#")) {
        addRule(rules, line, fileName, number);
      }
    }
    return new IgnoreRules(rules);
  }

  private static void addRule(List<Rule> rules, String line, String fileName, int number) {
    String pattern = normalise(line);
    if (pattern.isEmpty()) {
      return;
    }
    int column = 1;
    while (isSpace(line.charAt(column - 1))) {
      column++;
    }
    SourceSpan span = new SourceSpan(fileName, number, column, stripReturn(line));
    if (line.length() > LONGEST_LINE) {
      throw JbuildException.of(Kind.INVALID_INPUT, "a line has more than 65,535 characters")
          .at(new SourceSpan(fileName, number, 1, ""))
          .hint("docker does not read such lines; split the pattern");
    }
    try {
      addRule(rules, pattern);
    } catch (JbuildException e) {
      throw e.at(span);
    }
  }

  static IgnoreRules rules(List<String> patterns) {
    List<Rule> rules = new ArrayList<>();
    for (String pattern : patterns) {
      String text = trim(pattern);
      if (!text.isEmpty()) {
        addRule(rules, GoPath.clean(text));
      }
    }
    return new IgnoreRules(rules);
  }

  private static void addRule(List<Rule> rules, String pattern) {
    boolean exception = pattern.startsWith("!");
    if (exception && pattern.length() == 1) {
      throw JbuildException.of(Kind.INVALID_INPUT, "an exception without a pattern: \"!\"")
          .hint("write the path to keep after the exclamation mark, such as !docs/README.md");
    }
    rules.add(new Rule(exception, GlobParser.ignore(exception ? pattern.substring(1) : pattern)));
  }

  /** The pattern as the matcher sees it; empty for a line without one. */
  static String normalise(String line) {
    String pattern = trim(line);
    if (pattern.isEmpty()) {
      return "";
    }
    boolean exception = pattern.startsWith("!");
    if (exception) {
      pattern = trim(pattern.substring(1));
    }
    if (!pattern.isEmpty()) {
      pattern = GoPath.clean(pattern);
      if (pattern.length() > 1 && pattern.startsWith("/")) {
        pattern = pattern.substring(1);
      }
    }
    return GoPath.clean(trim(exception ? "!" + pattern : pattern));
  }

  private static String stripReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** White space as Go's {@code unicode.IsSpace} has it. */
  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == ' ' || c == '\u0085' || Character.isSpaceChar(c);
  }
}
