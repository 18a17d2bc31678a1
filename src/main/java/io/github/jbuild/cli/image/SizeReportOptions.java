package io.github.jbuild.cli.image;

import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.FactsOption;
import io.github.jbuild.cli.options.HostOption;
import io.github.jbuild.cli.options.ProfileFolders;
import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.cli.terminal.Invocation;
import io.github.jbuild.cli.terminal.TerminalSize;
import io.github.jbuild.compare.Budget;
import io.github.jbuild.compare.Growth;
import io.github.jbuild.compare.Violation;
import io.github.jbuild.compare.report.Report;
import io.github.jbuild.core.ByteSize;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.facts.FactTables;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code compare} and {@code inspect} have in common. */
final class SizeReportOptions {

  /** The formats. */
  enum Format {
    table,
    json,
    markdown
  }

  private static final int WIDTH = 100;

  @Option(
      names = "--format",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
  private Format format = Format.table;

  @Option(
      names = "--all",
      description = "Print all rows, not only the ten largest of each section.")
  private boolean all;

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      description = "Largest size allowed for an image, such as 7GB; exit code 1 for more.")
  private @Nullable String maxSize;

  @Mixin private HostOption host = new HostOption();

  @Mixin private FactsOption facts = new FactsOption();

  @Mixin private ProfileFolders folders = new ProfileFolders();

  /** The requested engine. */
  @Nullable String hostOrNull() {
    return host.urlOrNull();
  }

  /** Where profiles are. */
  ProfileFolders folders() {
    return folders;
  }

  /** The facts that profiles are planned with. */
  FactTables facts(BuiltIns builtIns) {
    return facts.tables(builtIns);
  }

  /** How many rows a section has. */
  int rows() {
    return all ? Report.ALL : Report.TOP;
  }

  /** The budget. */
  Budget budget(@Nullable Growth growth) {
    return new Budget(maxSize == null ? null : ByteSize.parse(maxSize), growth);
  }

  /** Prints a report, passes it to GitHub's runner, and returns the exit code. */
  int conclude(Report report, List<Violation> violations, Invocation invocation) {
    Console console = invocation.console();
    console
        .out()
        .print(
            switch (format) {
              case table -> report.text(console.outIsTerminal() ? width(invocation) : WIDTH);
              case json -> report.json();
              case markdown -> report.markdown();
            });
    GitHubActions github = new GitHubActions(console);
    github.summary(report.markdown());
    github.outputs(List.of("within-budget=" + violations.isEmpty()));
    if (console.variable("GITHUB_ACTIONS").filter("true"::equals).isPresent()) {
      violations.forEach(violation -> console.err().println("::error::" + violation.message()));
    } else if (format == Format.json) {
      violations.forEach(violation -> console.err().println("over budget: " + violation.message()));
    }
    return violations.isEmpty() ? 0 : Kind.FINDINGS.exitCode();
  }

  private static int width(Invocation invocation) {
    int columns =
        new TerminalSize(invocation.console().environment(), invocation.clock()).get().columns();
    return Math.max(60, Math.min(160, columns));
  }
}
