package io.github.jbuild.cli;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.profile.ProfileProblem;
import java.util.Optional;

/** Findings as compilers print them, with the source line and a caret below. */
final class ProblemText {

  private static final int LONGEST_LINE = 200;

  private ProblemText() {}

  static String of(ProfileProblem problem) {
    return text(Optional.of(problem.span()), problem.message(), problem.hint());
  }

  static String of(JbuildException error) {
    return text(error.span(), error.message(), error.hint());
  }

  private static String text(Optional<SourceSpan> span, String message, Optional<String> hint) {
    return span.map(place -> place + ": ").orElse("")
        + "error: "
        + message
        + "\n"
        + span.map(ProblemText::excerpt).orElse("")
        + hint.map(text -> "  hint: " + text + "\n").orElse("");
  }

  private static String excerpt(SourceSpan span) {
    int caret = span.column() - 1;
    return span.text().isEmpty() || span.text().length() > LONGEST_LINE
        ? ""
        : "  " + span.text() + "\n  " + " ".repeat(caret) + "^\n";
  }
}
