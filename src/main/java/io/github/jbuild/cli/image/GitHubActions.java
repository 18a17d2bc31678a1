package io.github.jbuild.cli.image;

import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.cli.terminal.ReportFile;
import io.github.jbuild.verify.VerifyReport;
import io.github.jbuild.verify.report.GitHubCommands;
import io.github.jbuild.verify.report.MarkdownReport;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells GitHub's runner, when it is what runs jbuild: annotations on standard error, where the
 * runner reads them too, a job summary, and outputs of the step.
 */
final class GitHubActions {

  private final Console console;

  GitHubActions(Console console) {
    this.console = console;
  }

  /** Reports a verification. */
  void report(List<VerifyReport> reports, boolean strict) {
    if (console.variable("GITHUB_ACTIONS").filter("true"::equals).isPresent()) {
      reports.stream()
          .flatMap(report -> GitHubCommands.annotations(report).stream())
          .forEach(line -> console.err().println(line));
      console.err().flush();
    }
    summary(new MarkdownReport().write(reports));
    outputs(GitHubCommands.outputs(reports, strict));
  }

  /** Adds to the job's summary. */
  void summary(String markdown) {
    console
        .variable("GITHUB_STEP_SUMMARY")
        .ifPresent(file -> ReportFile.append(Path.of(file), markdown + "\n"));
  }

  /** Sets outputs of the step. */
  void outputs(List<String> lines) {
    console
        .variable("GITHUB_OUTPUT")
        .ifPresent(file -> ReportFile.append(Path.of(file), String.join("\n", lines) + "\n"));
  }
}
