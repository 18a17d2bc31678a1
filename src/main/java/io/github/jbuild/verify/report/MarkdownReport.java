package io.github.jbuild.verify.report;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.verify.RunReport;
import io.github.jbuild.verify.VerifyReport;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Markdown for pull requests, job summaries and release notes. */
public final class MarkdownReport implements VerifyFormat {

  /** Control characters, those that turn the direction of writing, line ends of any kind. */
  private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  @Override
  public String write(List<VerifyReport> reports) {
    StringBuilder text = new StringBuilder();
    for (VerifyReport report : reports) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      write(text, report);
    }
    return text.toString();
  }

  private static void write(StringBuilder text, VerifyReport report) {
    text.append("## ").append(report.accepted(false) ? "Verified" : "Not verified");
    text.append(": ").append(code(report.image())).append("\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "Image %s, %.2f GB in %d layer%s%s: %d passed, %d warned, %d failed, %d not applicable.\n",
            code(report.id()),
            report.bytes() / 1e9,
            report.layers(),
            report.layers() == 1 ? "" : "s",
            report.profile().map(profile -> ", profile " + code(profile)).orElse(""),
            report.count(Status.PASSED),
            report.count(Status.WARNED),
            report.count(Status.FAILED),
            report.count(Status.NOT_APPLICABLE)));
    text.append("\n| | Code | Check | Evidence |\n|---|---|---|---|\n");
    for (CheckResult result : report.results()) {
      row(
          text,
          mark(result.status()),
          result.rule().code(),
          result.rule().title(),
          result.evidence());
    }
    if (!report.findings().isEmpty()) {
      text.append("\n### Findings\n\n");
      report.findings().forEach(finding -> finding(text, finding));
    }
    report.run().ifPresent(run -> run(text, run));
  }

  private static void finding(StringBuilder text, Finding finding) {
    text.append("- **")
        .append(finding.severity().word())
        .append(' ')
        .append(finding.rule().code())
        .append("** ")
        .append(finding.path().map(path -> code(path) + ": ").orElse(""))
        .append(escape(finding.messageWithSource()));
    if (!finding.remedy().isEmpty()) {
      text.append(". Remedy: ").append(escape(finding.remedy()));
    }
    finding.suppressed().ifPresent(reason -> text.append(". Suppressed: ").append(escape(reason)));
    text.append('\n');
  }

  private static void run(StringBuilder text, RunReport run) {
    text.append("\n### Software\n\n| | Component | Found | Expected |\n|---|---|---|---|\n");
    for (RunReport.Row row : run.rows()) {
      row(text, mark(row.state()), row.name(), row.value(), row.expected());
    }
    if (!run.notProved().isEmpty()) {
      text.append("\nNot proven here:\n\n");
      run.notProved().forEach(line -> text.append("- ").append(escape(line)).append('\n'));
    }
  }

  private static void row(StringBuilder text, String... cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(' ').append(escape(cell)).append(" |");
    }
    text.append('\n');
  }

  private static String mark(Status status) {
    return switch (status) {
      case PASSED -> "✅";
      case WARNED -> "⚠️";
      case FAILED -> "❌";
      case NOT_APPLICABLE -> "➖";
    };
  }

  private static String mark(RunReport.State state) {
    return switch (state) {
      case GOOD -> "✅";
      case BAD -> "❌";
      case ABSENT -> "➖";
      case UNKNOWN -> "❔";
    };
  }

  private static String code(String text) {
    return "`" + HIDDEN.matcher(text.replace('`', '\'')).replaceAll("?") + "`";
  }

  /** Text that cannot end a cell, begin a tag or start an emphasis. */
  private static String escape(String text) {
    return HIDDEN.matcher(text).replaceAll(" ").replaceAll("([\\\\`*_{}\\[\\]<>|~&#@$])", "\\\\$1");
  }
}
