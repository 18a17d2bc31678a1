package io.github.jbuild.cli.image;

import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.EngineSource;
import io.github.jbuild.cli.terminal.Invocation;
import io.github.jbuild.compare.Budget;
import io.github.jbuild.compare.Comparison;
import io.github.jbuild.compare.Growth;
import io.github.jbuild.compare.Subject;
import io.github.jbuild.compare.Violation;
import io.github.jbuild.compare.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares images. */
@Command(
    name = CompareCommand.NAME,
    sortOptions = false,
    description = {
      "Compare images: size, layers, software, and where the bytes are.",
      "The first image is the reference. Each is a profile (its image is compared), a reference or ID in the"
          + " engine, an archive of docker save (FILE.tar), the directory of an OCI layout (./DIR,"
          + " oci:DIR), or the file written by build --metadata-file (FILE.json). What is not built is shown"
          + " as such."
    })
public final class CompareCommand implements Callable<Integer> {

  public static final String NAME = "compare";

  @Parameters(paramLabel = "IMAGE", arity = "2..*", description = "Images to compare.")
  private List<String> images = new ArrayList<>();

  @Mixin private final SizeReportOptions options = new SizeReportOptions();

  @Option(
      names = "--max-growth",
      paramLabel = "AMOUNT",
      description =
          "Most that the others may exceed the reference by, such as 5%% or 200MB; exit code 1 for"
              + " more.")
  private @Nullable String maxGrowth;

  private final BuiltIns builtIns;
  private final EngineSource engines;
  private final Invocation invocation;

  public CompareCommand(BuiltIns builtIns, EngineSource engines, Invocation invocation) {
    this.builtIns = builtIns;
    this.engines = engines;
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Growth growth = maxGrowth == null ? null : Growth.parse(maxGrowth);
    Budget budget = options.budget(growth);
    List<Subject> subjects = new ArrayList<>();
    try (ImageReader reader =
        new ImageReader(() -> engines.connect(options.hostOrNull()), invocation.console(), true)) {
      ComparedImages compared =
          new ComparedImages(reader, options.folders().loader(), options.facts(builtIns));
      images.forEach(image -> subjects.add(compared.read(image)));
    }
    Comparison comparison = Comparison.of(subjects);
    List<Violation> violations = budget.check(comparison);
    return options.conclude(
        Report.of(comparison, violations, options.rows()), violations, invocation);
  }
}
