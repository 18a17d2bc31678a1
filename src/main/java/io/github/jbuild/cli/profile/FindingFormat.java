package io.github.jbuild.cli.profile;

import io.github.jbuild.checks.plan.PlanReport;
import io.github.jbuild.cli.options.JbuildCommand;
import io.github.jbuild.cli.terminal.FindingText;
import io.github.jbuild.verify.report.GitHubCommands;
import io.github.jbuild.verify.report.JUnitReport;
import io.github.jbuild.verify.report.JsonReport;
import io.github.jbuild.verify.report.SarifReport;
import java.util.List;
import java.util.stream.Collectors;

/** In which form findings about profiles are printed. */
enum FindingFormat {
  text,
  json,
  sarif,
  github,
  junit;

  private static final String COMMAND = "validate";

  /** The whole document, with a line end at its end; empty where there is nothing to say. */
  String write(List<PlanReport> reports) {
    return switch (this) {
      case text -> text(reports);
      case json -> JsonReport.profiles(reports);
      case sarif -> new SarifReport(JbuildCommand.Version.number()).write(COMMAND, reports);
      case junit -> JUnitReport.write(COMMAND, reports);
      case github ->
          reports.stream()
              .flatMap(report -> GitHubCommands.annotations(report).stream())
              .map(line -> line + "\n")
              .collect(Collectors.joining());
    };
  }

  private static String text(List<PlanReport> reports) {
    return reports.stream()
        .flatMap(
            report -> report.findings().stream().map(finding -> FindingText.of(report, finding)))
        .collect(Collectors.joining());
  }
}
