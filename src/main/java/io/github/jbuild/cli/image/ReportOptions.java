package io.github.jbuild.cli.image;

import io.github.jbuild.build.BuildRecords;
import io.github.jbuild.cli.options.JbuildCommand;
import io.github.jbuild.cli.terminal.Console;
import io.github.jbuild.cli.terminal.Invocation;
import io.github.jbuild.cli.terminal.ReportFile;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.verify.VerifyReport;
import io.github.jbuild.verify.report.JUnitReport;
import io.github.jbuild.verify.report.JsonReport;
import io.github.jbuild.verify.report.MarkdownReport;
import io.github.jbuild.verify.report.SarifReport;
import io.github.jbuild.verify.report.VerifyFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** In which formats, and where to, a verification is reported. */
final class ReportOptions {

  /** The formats. */
  enum Format {
    table,
    json,
    markdown,
    junit,
    sarif
  }

  @Option(
      names = "--format",
      description =
          "Format on standard output: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
  private Format format = Format.table;

  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      description = "Also write a report to a file, such as --report junit=verify.xml; repeatable.")
  private List<String> files = new ArrayList<>();

  /** Makes sure before a long run that the files can be written. */
  void requireWritable() {
    targets().keySet().forEach(BuildRecords::requireWritable);
  }

  /** Writes all requested reports, and what GitHub's runner expects if there is one. */
  void write(List<VerifyReport> reports, boolean strict, Invocation invocation) {
    Console console = invocation.console();
    if (format == Format.table) {
      new VerifyTable(console, invocation.clock(), strict).print(reports);
    } else {
      console.out().print(writer(format).write(reports));
    }
    targets().forEach((file, as) -> ReportFile.write(file, writer(as).write(reports)));
    new GitHubActions(console).report(reports, strict);
  }

  private Map<Path, Format> targets() {
    Map<Path, Format> targets = new LinkedHashMap<>();
    for (String file : files) {
      int equals = file.indexOf('=');
      if (equals < 1 || equals == file.length() - 1) {
        throw usage("--report " + file + " is not FORMAT=FILE");
      }
      targets.put(Path.of(file.substring(equals + 1)), format(file.substring(0, equals)));
    }
    return targets;
  }

  private static Format format(String name) {
    for (Format known : Format.values()) {
      if (known.name().equals(name) && known != Format.table) {
        return known;
      }
    }
    throw usage("--report: unknown format \"" + name + '"');
  }

  private static JbuildException usage(String message) {
    return JbuildException.of(Kind.USAGE, message)
        .hint("the formats are json, markdown, junit and sarif");
  }

  private static VerifyFormat writer(Format format) {
    return switch (format) {
      case json -> new JsonReport();
      case markdown, table -> new MarkdownReport();
      case junit -> new JUnitReport();
      case sarif -> new SarifReport(JbuildCommand.Version.number());
    };
  }
}
