package io.github.jbuild.build;

import io.github.jbuild.build.StepTracker.Failure;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says which step failed, which field requested it, what it ran and what it printed last. */
final class FailureReport {

  private static final int LOG_LINES = 20;
  private static final Pattern EXIT_STATUS =
      Pattern.compile("(?:non-zero code|exit (?:status|code))[: ]+(\\d+)");

  /** The engine counts instructions, the user sees steps. */
  private static final Pattern INSTRUCTION = Pattern.compile("^step \\d+/\\d+(?: failed)?: ");

  private FailureReport() {}

  /** The engine's error in the user's terms. */
  static JbuildException of(BuildJob job, StepTracker tracker, JbuildException cause) {
    Optional<SourceSpan> line =
        cause.span().filter(span -> span.file().equals(job.dockerfilePath()));
    boolean built = cause.kind() == Kind.BUILD_FAILED;
    Optional<Failure> failure =
        tracker.failure().or(() -> line.flatMap(span -> tracker.at(span.line())));
    if (failure.isPresent()) {
      return built ? stepFailed(job, failure.get(), cause) : during(failure.get(), cause);
    }
    return built && line.isPresent() ? unreadable(job, line.get(), cause) : cause;
  }

  /** The builder failed on a line that belongs to no step. */
  private static JbuildException unreadable(BuildJob job, SourceSpan line, JbuildException cause) {
    List<String> details = new ArrayList<>(DockerfileExcerpt.of(job, line.line(), line.line()));
    details.addAll(cause.details());
    JbuildException report =
        JbuildException.of(cause.kind(), cause.message()).details(details).cause(cause);
    return cause.hint().map(report::hint).orElse(report);
  }

  /** Something else went wrong while a step ran: its own words, and the step. */
  private static JbuildException during(Failure failure, JbuildException cause) {
    BuildStep step = failure.step();
    List<String> details = new ArrayList<>();
    details.add("in step " + position(failure) + ": " + step.title());
    step.field().ifPresent(field -> details.add("requested by " + field));
    details.addAll(cause.details());
    String message = INSTRUCTION.matcher(cause.message()).replaceFirst("");
    JbuildException report =
        JbuildException.of(cause.kind(), message)
            .at(cause.span().orElse(step.spanOrNull()))
            .details(details)
            .cause(cause);
    return cause.hint().map(report::hint).orElse(report);
  }

  private static JbuildException stepFailed(BuildJob job, Failure failed, JbuildException cause) {
    BuildStep step = failed.step();
    Optional<PipConflict> conflict = PipConflict.in(failed.lastLines(), job.wheels());
    String failure =
        "step " + position(failed) + " of " + job.profile() + " failed: " + step.title();
    String why = conflict.map(PipConflict::message).orElseGet(() -> status(failed, cause));
    List<String> details = new ArrayList<>();
    step.field().ifPresent(field -> details.add("requested by " + field));
    details.addAll(DockerfileExcerpt.of(job, failed.instruction()));
    details.addAll(lastLines(failed.lastLines()));
    JbuildException report =
        JbuildException.of(Kind.BUILD_FAILED, failure + ": " + why)
            .at(step.spanOrNull())
            .details(details)
            .cause(cause);
    return cause
        .hint()
        .or(() -> conflict.map(PipConflict::hint))
        .or(() -> killed(why))
        .map(report::hint)
        .orElse(report);
  }

  private static String position(Failure failure) {
    return failure.number() + "/" + failure.total();
  }

  private static String status(Failure failure, JbuildException cause) {
    return Stream.of(cause.message(), failure.error())
        .map(EXIT_STATUS::matcher)
        .filter(Matcher::find)
        .map(matcher -> "exit status " + matcher.group(1))
        .findFirst()
        .orElseGet(() -> INSTRUCTION.matcher(cause.message()).replaceFirst(""));
  }

  private static Optional<String> killed(String why) {
    return why.equals("exit status 137")
        ? Optional.of(
            "status 137 means SIGKILL, usually because memory ran out: give the engine more memory")
        : Optional.empty();
  }

  private static List<String> lastLines(List<String> lines) {
    List<String> tail = new ArrayList<>();
    if (!lines.isEmpty()) {
      int shown = Math.min(LOG_LINES, lines.size());
      tail.add("last lines of output:");
      lines.subList(lines.size() - shown, lines.size()).forEach(line -> tail.add("  " + line));
    }
    return tail;
  }
}
