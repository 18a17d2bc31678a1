package io.github.jbuild.cli.image;

import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.EngineSource;
import io.github.jbuild.cli.terminal.Invocation;
import io.github.jbuild.compare.Anatomy;
import io.github.jbuild.compare.Budget;
import io.github.jbuild.compare.Subject;
import io.github.jbuild.compare.Violation;
import io.github.jbuild.compare.report.Report;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes one image apart. */
@Command(
    name = InspectCommand.NAME,
    sortOptions = false,
    description = {
      "Print what software an image contains and where its bytes are.",
      "IMAGE is as in compare: a profile, a reference or ID, an archive, an OCI layout, or a metadata"
          + " file."
    })
public final class InspectCommand implements Callable<Integer> {

  public static final String NAME = "inspect";

  @Parameters(paramLabel = "IMAGE", description = "Image to inspect.")
  private String image = "";

  @Mixin private final SizeReportOptions options = new SizeReportOptions();

  private final BuiltIns builtIns;
  private final EngineSource engines;
  private final Invocation invocation;

  public InspectCommand(BuiltIns builtIns, EngineSource engines, Invocation invocation) {
    this.builtIns = builtIns;
    this.engines = engines;
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    Budget budget = options.budget(null);
    Anatomy anatomy;
    try (ImageReader reader =
        new ImageReader(() -> engines.connect(options.hostOrNull()), invocation.console(), true)) {
      Subject subject =
          new ComparedImages(reader, options.folders().loader(), options.facts(builtIns))
              .read(image);
      anatomy = Anatomy.of(subject.name(), subject.image().orElseThrow(() -> notBuilt(subject)));
    }
    List<Violation> violations = budget.check(anatomy);
    return options.conclude(Report.of(anatomy, violations, options.rows()), violations, invocation);
  }

  private static JbuildException notBuilt(Subject subject) {
    return JbuildException.of(Kind.USAGE, "there is no image \"" + subject.name() + '"')
        .hint(subject.reason());
  }
}
