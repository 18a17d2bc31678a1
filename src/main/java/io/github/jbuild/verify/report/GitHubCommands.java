package io.github.jbuild.verify.report;

import io.github.jbuild.checks.CheckReport;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.verify.VerifyReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Workflow commands that make GitHub show findings as annotations (GitHub documentation, "Workflow
 * commands for GitHub Actions").
 */
public final class GitHubCommands {

  private GitHubCommands() {}

  /** One command a finding; what was suppressed has none. */
  public static List<String> annotations(CheckReport report) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : report.findings()) {
      if (finding.suppressed().isPresent()) {
        continue;
      }
      StringBuilder line = new StringBuilder("::");
      line.append(finding.severity() == Severity.NOTE ? "notice" : finding.severity().word());
      line.append(' ');
      finding
          .place()
          .filter(place -> !place.file().startsWith("<"))
          .ifPresent(place -> line.append(place(place)));
      line.append("title=").append(property(finding.rule().code() + " " + report.subject()));
      String text =
          finding.path().map(path -> path + ": ").orElse("")
              + finding.messageWithSource()
              + (finding.remedy().isEmpty() ? "" : "\n" + finding.remedy());
      lines.add(line.append("::").append(data(text)).toString());
    }
    return lines;
  }

  /** {@code NAME=value} lines for the file that {@code GITHUB_OUTPUT} names. */
  public static List<String> outputs(List<VerifyReport> reports, boolean strict) {
    long errors = reports.stream().mapToLong(report -> report.count(Severity.ERROR)).sum();
    long warnings = reports.stream().mapToLong(report -> report.count(Severity.WARNING)).sum();
    boolean passed = reports.stream().allMatch(report -> report.accepted(strict));
    return List.of("verified=" + passed, "errors=" + errors, "warnings=" + warnings);
  }

  private static String place(SourceSpan place) {
    return "file="
        + property(place.file())
        + ",line="
        + place.line()
        + ",col="
        + place.column()
        + ",";
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
