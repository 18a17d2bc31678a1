package io.github.jbuild.build;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which step failed, who asked for it, what it ran and what it printed last. */
final class FailureReport {

  private static final int LOG_LINES = 20;
  private static final Pattern EXIT_STATUS =
      Pattern.compile("(?:non-zero code|exit (?:status|code))[: ]+(\\d+)");

  /** The engine counts instructions, the user sees steps. */
  private static final Pattern INSTRUCTION = Pattern.compile("^step \\d+/\\d+(?: failed)?: ");

  private FailureReport() {}

  /** The engine's error in the user's terms. */
  static JbuildException of(BuildJob job, StepTracker tracker, JbuildException cause) {
    Optional<BuildStep> running = tracker.running();
    if (running.isEmpty()) {
      return cause;
    }
    BuildStep step = running.get();
    return cause.kind() == Kind.BUILD_FAILED
        ? stepFailed(job, step, tracker, cause)
        : during(step, tracker, cause);
  }

  /** Something else went wrong while a step ran: its own words, and the step. */
  private static JbuildException during(
      BuildStep step, StepTracker tracker, JbuildException cause) {
    List<String> details = new ArrayList<>();
    details.add("in step " + tracker.position() + ": " + step.title());
    step.field().ifPresent(field -> details.add("asked for by " + field));
    details.addAll(cause.details());
    String message = INSTRUCTION.matcher(cause.message()).replaceFirst("");
    JbuildException report =
        JbuildException.of(cause.kind(), message)
            .at(cause.span().orElse(step.spanOrNull()))
            .details(details)
            .cause(cause);
    return cause.hint().map(report::hint).orElse(report);
  }

  private static JbuildException stepFailed(
      BuildJob job, BuildStep step, StepTracker tracker, JbuildException cause) {
    Optional<PipConflict> conflict = PipConflict.in(tracker.lastLines(), job.wheels());
    String failure =
        "step " + tracker.position() + " of " + job.profile() + " failed: " + step.title();
    String why = conflict.map(PipConflict::message).orElseGet(() -> status(cause.message()));
    List<String> details = new ArrayList<>();
    step.field().ifPresent(field -> details.add("asked for by " + field));
    details.addAll(DockerfileExcerpt.of(job, step, tracker.instruction()));
    details.addAll(lastLines(tracker.lastLines()));
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

  private static String status(String builderMessage) {
    Matcher matcher = EXIT_STATUS.matcher(builderMessage);
    return matcher.find()
        ? "exit status " + matcher.group(1)
        : INSTRUCTION.matcher(builderMessage).replaceFirst("");
  }

  private static Optional<String> killed(String why) {
    return why.equals("exit status 137")
        ? Optional.of("status 137 is SIGKILL, mostly for want of memory: give the engine more")
        : Optional.empty();
  }

  private static List<String> lastLines(List<String> lines) {
    List<String> tail = new ArrayList<>();
    if (!lines.isEmpty()) {
      int shown = Math.min(LOG_LINES, lines.size());
      tail.add("last lines of its output:");
      lines.subList(lines.size() - shown, lines.size()).forEach(line -> tail.add("  " + line));
    }
    return tail;
  }
}
