package io.github.jbuild.cli.terminal;

import io.github.jbuild.checks.CheckReport;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
import java.util.ArrayList;
import java.util.List;

/** Findings of profile checks, as compilers print theirs. */
public final class FindingText {

  private FindingText() {}

  /** A finding with its source line, and what to do about it. */
  public static String of(CheckReport report, Finding finding) {
    return ProblemText.of(
        finding.place(),
        finding.place().isPresent() ? word(finding) : report.subject() + ": " + word(finding),
        finding.message() + " [" + finding.rule().code() + "]",
        (finding.source().isEmpty() ? "" : "  source: " + finding.source() + "\n")
            + "  hint: "
            + remedy(finding)
            + "\n");
  }

  /** The same on one line, without the source line. */
  public static String line(CheckReport report, Finding finding) {
    return finding.place().map(Object::toString).orElse(report.subject())
        + ": "
        + finding.message()
        + " ["
        + finding.rule().code()
        + "]; "
        + remedy(finding);
  }

  /** How many findings of each severity count: {@code 2 errors, 1 note}; empty for none. */
  public static String sum(List<? extends CheckReport> reports) {
    List<String> parts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      long count = reports.stream().mapToLong(report -> report.count(severity)).sum();
      if (count > 0) {
        parts.add(count + " " + severity.word() + (count == 1 ? "" : "s"));
      }
    }
    return String.join(", ", parts);
  }

  private static String word(Finding finding) {
    return finding
        .suppressed()
        .map(reason -> "suppressed " + finding.severity().word() + " (" + reason + ")")
        .orElse(finding.severity().word());
  }

  private static String remedy(Finding finding) {
    String more = "jbuild explain " + finding.rule().code();
    return finding.remedy().isEmpty() ? more : finding.remedy() + " (" + more + ")";
  }
}
