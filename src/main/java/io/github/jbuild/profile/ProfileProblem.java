package io.github.jbuild.profile;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.SourceSpan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a profile.
 *
 * @param span where
 * @param message what, as one sentence without a full stop
 * @param hintOrNull what to do about it
 */
public record ProfileProblem(SourceSpan span, String message, @Nullable String hintOrNull) {

  /** Order of the text: by file, line and column. */
  public static int byPlace(ProfileProblem a, ProfileProblem b) {
    int files = a.span().file().compareTo(b.span().file());
    int lines = files == 0 ? Integer.compare(a.span().line(), b.span().line()) : files;
    return lines == 0 ? Integer.compare(a.span().column(), b.span().column()) : lines;
  }

  /** The same problem, with a place that does not show its line. */
  public ProfileProblem withoutLine() {
    return new ProfileProblem(span.withoutText(), message, hintOrNull);
  }

  /** What to do about it. */
  public Optional<String> hint() {
    return Optional.ofNullable(hintOrNull);
  }

  /**
   * The exception that lists all problems: the first as message, place and hint, the others as
   * details.
   *
   * @param problems at least one
   */
  public static JbuildException toException(List<ProfileProblem> problems) {
    ProfileProblem first = problems.get(0);
    JbuildException error =
        JbuildException.of(JbuildException.Kind.INVALID_INPUT, first.message())
            .at(first.span())
            .details(problems.stream().skip(1).map(ProfileProblem::line).toList());
    return first.hintOrNull == null ? error : error.hint(first.hintOrNull);
  }

  private String line() {
    return span + ": " + message + (hintOrNull == null ? "" : " (" + hintOrNull + ")");
  }
}
