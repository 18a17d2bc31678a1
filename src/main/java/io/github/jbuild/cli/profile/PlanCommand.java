package io.github.jbuild.cli.profile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.CheckOptions;
import io.github.jbuild.cli.options.PlannedProfiles;
import io.github.jbuild.plan.Plan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jbuild plan}. */
@Command(
    name = PlanCommand.NAME,
    description = {
      "Print the steps of a build with the field and the reason for each; print what is known to"
          + " fail on standard error.",
      "Uses neither network nor engine."
    })
public final class PlanCommand implements Callable<Integer> {

  public static final String NAME = "plan";

  enum Format {
    table,
    json
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final PlannedProfiles profiles;

  @Option(
      names = "--format",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
  private Format format = Format.table;

  public PlanCommand(BuiltIns builtIns) {
    this.profiles = new PlannedProfiles(builtIns);
  }

  @Override
  public Integer call() {
    List<Plan> plans = profiles.plans();
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.json) {
      out.println(json(plans));
    } else {
      plans.forEach(plan -> PlanTable.print(plan, out));
    }
    out.flush();
    CheckOptions.printAtLeast(
        Severity.WARNING, profiles.reports(plans), spec.commandLine().getErr());
    return 0;
  }

  private static String json(List<Plan> plans) {
    List<?> documents = plans.stream().map(PlanDocument::of).toList();
    try {
      return new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(documents.size() == 1 ? documents.get(0) : documents);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
