package io.github.jbuild.cli.terminal;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.core.TerminalText;
import io.github.jbuild.profile.ProfileProblem;
import java.util.Optional;
import java.util.stream.Collectors;

/** Findings as compilers print them, with the source line and a caret below. */
public final class ProblemText {

  private static final int LONGEST_LINE = 200;

  private ProblemText() {}

  public static String of(ProfileProblem problem) {
    return of(Optional.of(problem.span()), "error", problem.message(), hint(problem.hint()));
  }

  public static String of(JbuildException error) {
    return of(error.span(), "error", error.message(), hint(error.hint()));
  }

  /**
   * A finding of some severity.
   *
   * @param below whole lines that stand below the source line
   */
  public static String of(
      Optional<SourceSpan> span, String severity, String message, String below) {
    String text =
        span.map(place -> place + ": ").orElse("")
            + severity
            + ": "
            + message
            + "\n"
            + span.map(ProblemText::excerpt).orElse("")
            + below;
    return text.lines().map(line -> TerminalText.safe(line) + "\n").collect(Collectors.joining());
  }

  private static String hint(Optional<String> hint) {
    return hint.map(text -> "  hint: " + text + "\n").orElse("");
  }

  private static String excerpt(SourceSpan span) {
    int caret = span.column() - 1;
    return span.text().isEmpty() || span.text().length() > LONGEST_LINE
        ? ""
        : "  " + span.text() + "\n  " + " ".repeat(caret) + "^\n";
  }
}
