package io.github.jbuild.cli.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.cli.terminal.Style;
import io.github.jbuild.cli.terminal.TerminalSize;
import io.github.jbuild.core.ByteSize;
import io.github.jbuild.core.TerminalText;
import io.github.jbuild.verify.RunReport;
import io.github.jbuild.verify.VerifyReport;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A verification as a table: one line per check, with its findings below, the totals at the end.
 */
final class VerifyTable {

  private static final int NAME = 20;
  private static final int WIDTH = 168;
  private static final int MARGIN = 34;
  private static final Pattern CONTROL =
      Pattern.compile("\\p{Cc}", Pattern.UNICODE_CHARACTER_CLASS);

  private final int width;
  private final PrintWriter out;
  private final Style style;
  private final boolean strict;

  VerifyTable(Console console, InstantSource clock, boolean strict) {
    this.width =
        console.outIsTerminal()
            ? new TerminalSize(console.environment(), clock).get().columns()
            : WIDTH;
    this.out = console.out();
    this.style = console.outStyle();
    this.strict = strict;
  }

  void print(List<VerifyReport> reports) {
    for (int i = 0; i < reports.size(); i++) {
      if (i > 0) {
        out.println();
      }
      print(reports.get(i));
    }
    out.flush();
  }

  private void print(VerifyReport report) {
    out.println(
        style.bold(visible(report.image()))
            + "  "
            + report.id().substring(0, Math.min(19, report.id().length()))
            + "  "
            + ByteSize.compact(report.bytes())
            + "  "
            + report.layers()
            + (report.layers() == 1 ? " layer" : " layers")
            + report.profile().map(profile -> "  profile " + profile).orElse(""));
    out.println();
    report.results().forEach(this::check);
    report.run().ifPresent(this::run);
    out.println();
    out.println(sum(report));
  }

  private void check(CheckResult result) {
    out.println(
        "  "
            + mark(result.status())
            + " "
            + result.rule().code()
            + " "
            + TerminalText.pad(result.rule().name(), NAME)
            + style.dim(evidence(result)));
    result.findings().forEach(this::finding);
  }

  /** On one line; findings are longer, and are never cut. */
  private String evidence(CheckResult result) {
    return TerminalText.fit(visible(result.evidence()), Math.max(20, width - MARGIN));
  }

  private void finding(Finding finding) {
    String word = finding.severity().word() + ": ";
    String kind =
        switch (finding.severity()) {
          case ERROR -> style.red(word);
          case WARNING -> style.yellow(word);
          case NOTE -> style.dim(word);
        };
    out.println(
        "      "
            + kind
            + visible(finding.path().map(path -> path + ": ").orElse("") + finding.message()));
    finding.place().ifPresent(place -> out.println("        expected by " + place));
    if (!finding.remedy().isEmpty()) {
      out.println("        " + style.dim(visible(finding.remedy())));
    }
  }

  private void run(RunReport run) {
    out.println();
    out.println("  " + style.bold(run.emulated() ? "Started under emulation" : "Started"));
    for (RunReport.Row row : run.rows()) {
      String expected =
          row.expected().isEmpty() ? "" : style.dim("  expected " + visible(row.expected()));
      out.println(
          "  "
              + mark(row.state())
              + " "
              + TerminalText.pad(visible(row.name()), NAME + 6)
              + visible(row.value())
              + expected);
    }
    if (!run.notProved().isEmpty()) {
      out.println();
      out.println("  " + style.bold("Not proven here"));
      run.notProved().forEach(line -> out.println("  ? " + visible(line)));
    }
  }

  private String sum(VerifyReport report) {
    String sum =
        String.format(
            Locale.ROOT,
            "%d checks: %d passed, %d with warnings, %d failed, %d not applicable",
            report.results().size(),
            report.count(Status.PASSED),
            report.count(Status.WARNED),
            report.count(Status.FAILED),
            report.count(Status.NOT_APPLICABLE));
    return report.accepted(strict) ? style.green(sum) : style.red(sum);
  }

  /** A line that shows what a name holds, where a carriage return would hide what is before it. */
  private static String visible(String text) {
    return TerminalText.safe(CONTROL.matcher(text).replaceAll("?"));
  }

  private String mark(Status status) {
    return switch (status) {
      case PASSED -> style.green("ok   ");
      case WARNED -> style.yellow("warn ");
      case FAILED -> style.red("FAIL ");
      case NOT_APPLICABLE -> style.dim("-    ");
    };
  }

  private String mark(RunReport.State state) {
    return switch (state) {
      case GOOD -> style.green("ok   ");
      case BAD -> style.red("FAIL ");
      case ABSENT -> style.dim("-    ");
      case UNKNOWN -> style.yellow("?    ");
    };
  }
}
