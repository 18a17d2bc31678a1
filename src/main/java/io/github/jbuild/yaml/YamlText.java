package io.github.jbuild.yaml;

import io.github.jbuild.core.Characters;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.SourceSpan;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** A source text that can name places in itself. */
final class YamlText {

  private final String file;
  private final String text;
  private final int firstColumn;
  private final List<String> lines;

  /**
   * @param firstColumn how many characters of the first line come before the YAML text
   */
  YamlText(String file, String whole, int firstColumn) {
    this.file = file;
    this.text = whole.substring(whole.offsetByCodePoints(0, firstColumn));
    this.firstColumn = firstColumn;
    this.lines = whole.lines().map(Characters::harmless).toList();
  }

  String text() {
    return text;
  }

  SourceSpan at(Mark mark) {
    return at(mark.getLine(), mark.getColumn());
  }

  SourceSpan start() {
    return at(0, 0);
  }

  private SourceSpan at(int line, int column) {
    int shift = line == 0 ? firstColumn : 0;
    return new SourceSpan(
        file, line + 1, column + shift + 1, line < lines.size() ? lines.get(line) : "");
  }

  JbuildException error(SourceSpan place, String message) {
    return JbuildException.of(JbuildException.Kind.INVALID_INPUT, message).at(place);
  }

  /** What the parser says, at the place where it says it. */
  JbuildException error(MarkedYAMLException e) {
    Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    String problem = String.valueOf(e.getProblem()).strip();
    JbuildException error =
        error(mark == null ? start() : at(mark), "not valid YAML: " + shown(problem)).cause(e);
    if (problem.contains("TAB")) {
      return error.hint("indent with spaces");
    }
    return problem.contains("mapping values are not allowed")
        ? error.hint("put a string that contains \": \" into quotes, and check the indentation")
        : error.hint("the mistake may be above: an unclosed bracket or quote, or the indentation");
  }

  private static String shown(String problem) {
    String harmless = Characters.harmless(problem);
    return harmless.length() <= 200 ? harmless : harmless.substring(0, 200) + "…";
  }

  JbuildException error(ReaderException e) {
    int line = 0;
    int column = 0;
    for (int c : text.codePoints().limit(e.getPosition()).toArray()) {
      line += c == '\n' ? 1 : 0;
      column = c == '\n' ? 0 : column + 1;
    }
    return error(
            at(line, column),
            String.format("the character U+%04X is not allowed in YAML", e.getCodePoint()))
        .hint("remove it, or write it as an escape in double quotes")
        .cause(e);
  }
}
