package io.github.jbuild.cli.options;

import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.plan.PlanReport;
import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.cli.terminal.FindingText;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** What a build does with the findings about its profiles. */
public final class CheckOptions {

  @Option(names = "--check", description = "Only check the profiles; build nothing.")
  private boolean only;

  /** Whether nothing is built. */
  public boolean only() {
    return only;
  }

  /** Prints all findings, also notes, and returns the exit code of a run that does nothing else. */
  public static int print(List<PlanReport> reports, Console console) {
    printAtLeast(Severity.NOTE, reports, console.err());
    String sum = FindingText.sum(reports);
    console.err().println(sum.isEmpty() ? "no findings" : sum);
    console.err().flush();
    return reports.stream().allMatch(report -> report.accepted(false))
        ? 0
        : Kind.FINDINGS.exitCode();
  }

  /** Prints findings of at least a severity; suppressed ones count as notes. */
  public static void printAtLeast(Severity least, List<PlanReport> reports, PrintWriter to) {
    for (PlanReport report : reports) {
      report.findings().stream()
          .filter(finding -> weight(finding).compareTo(least) <= 0)
          .forEach(finding -> to.print(FindingText.of(report, finding)));
    }
    to.flush();
  }

  /**
   * Lets only profiles without errors be built.
   *
   * @throws JbuildException {@code FINDINGS} with the numbers of errors and warnings
   */
  public static void require(List<PlanReport> reports) {
    if (reports.stream().allMatch(report -> report.accepted(false))) {
      return;
    }
    StringWriter findings = new StringWriter();
    printAtLeast(Severity.WARNING, reports, new PrintWriter(findings));
    throw JbuildException.of(
            Kind.FINDINGS, "the checks found " + FindingText.sum(reports) + "; nothing was built")
        .details(findings.toString().lines().toList())
        .hint("to accept a finding, set ignore: {CODE: the reason} in the profile");
  }

  /** Tells warnings, and notes too when asked, to who shows the build. */
  public static void tell(List<PlanReport> reports, BuildEvent.Listener events, boolean notes) {
    for (PlanReport report : reports) {
      for (Finding finding : report.findings()) {
        if (weight(finding) == Severity.WARNING) {
          events.on(new BuildEvent.Warning(FindingText.line(report, finding)));
        } else if (notes) {
          events.on(new BuildEvent.Header("note", FindingText.line(report, finding)));
        }
      }
    }
  }

  private static Severity weight(Finding finding) {
    return finding.suppressed().isPresent() ? Severity.NOTE : finding.severity();
  }
}
