package io.github.jbuild.cli.profile;

import io.github.jbuild.checks.plan.PlanReport;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.FactsOption;
import io.github.jbuild.cli.options.ProfileOptions;
import io.github.jbuild.cli.terminal.FindingText;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.profile.load.ProfileSummary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jbuild profile validate}. */
@Command(
    name = "validate",
    description = {
      "Check profiles; without names, all profiles that are found by name.",
      "Reports invalid profiles, and everything that is known to fail on a Jetson. Uses neither"
          + " network nor engine. jbuild explain CODE explains a finding."
    })
final class ProfileValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ProfileOptions options = new ProfileOptions();

  @Mixin private FactsOption facts = new FactsOption();

  @Parameters(paramLabel = "FILE|NAME", description = "Profiles to check.")
  private List<String> profiles = new ArrayList<>();

  @Option(names = "--strict", description = "Treat warnings as errors.")
  private boolean strict;

  @Option(
      names = "--format",
      description =
          "Format of the findings: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
  private FindingFormat format = FindingFormat.text;

  @Override
  public Integer call() {
    List<String> names = new ArrayList<>(options.names());
    names.addAll(profiles);
    if (names.isEmpty()) {
      options.loader().list().stream().map(ProfileSummary::name).forEach(names::add);
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    CheckedProfiles checked =
        new CheckedProfiles(
            options,
            PlanFacts.of(facts.tables(new BuiltIns())),
            format == FindingFormat.text ? out : err);
    names.forEach(checked::check);
    List<PlanReport> reports = checked.reports();
    out.print(format.write(reports));
    out.flush();
    String sum = FindingText.sum(reports);
    err.print(sum.isEmpty() ? "" : sum + "\n");
    boolean accepted = reports.stream().allMatch(report -> report.accepted(strict));
    if (checked.invalid() > 0) {
      err.println(checked.invalid() + " of " + names.size() + " profiles invalid");
    } else if (accepted) {
      err.println("valid: " + String.join(", ", names));
    }
    err.flush();
    if (checked.invalid() > 0) {
      return Kind.INVALID_INPUT.exitCode();
    }
    return accepted ? 0 : Kind.FINDINGS.exitCode();
  }
}
