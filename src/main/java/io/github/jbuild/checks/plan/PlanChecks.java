package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.plan.Plan;
import java.util.List;
import java.util.stream.Stream;

/** All checks of profiles and plans. They read requirement files, and touch nothing else. */
public final class PlanChecks {

  private PlanChecks() {}

  /** The rules in the order of their codes. */
  public static List<Rule> rules() {
    return Stream.concat(all().stream().map(PlanCheck::rule), Stream.of(Suppressions.RULE))
        .sorted((a, b) -> a.code().compareTo(b.code()))
        .toList();
  }

  /** Runs every check. */
  public static List<CheckResult> run(Plan plan, PlanFacts facts) {
    PlanContext subject = new PlanContext(plan, facts);
    List<CheckResult> results = all().stream().map(check -> check.check(subject)).toList();
    return Suppressions.apply(subject, SecretsCheck.hideLines(results));
  }

  /**
   * Runs every check.
   *
   * @param name the profile, as the user named it
   */
  public static PlanReport report(String name, Plan plan, PlanFacts facts) {
    return new PlanReport(name, run(plan, facts));
  }

  private static List<PlanCheck> all() {
    return List.of(
        new PythonOfBaseCheck(),
        new WheelTagCheck(),
        new GpuArchitectureCheck(),
        new CudaOfWheelCheck(),
        new CudnnVersionCheck(),
        new TorchPairCheck(),
        new NumpyAbiCheck(),
        new NeededLibrariesCheck(),
        new RequirementMovesTorchCheck(),
        new ForeignIndexCheck(),
        new IndexPolicyCheck(),
        new WheelLifeCheck(),
        new WheelIdentityCheck(),
        new LayerCountCheck(),
        new SecretsCheck(),
        new InitCheck(),
        new ReloadCheck(),
        new UvloopCheck(),
        new GdalDataCheck(),
        new LoaderPathCheck(),
        new NoDepsCheck(),
        new RawCheck(),
        new BaseReleaseCheck(),
        new CpuShadowCheck(),
        new BundledCheck(),
        new UnpinnedCheck(),
        new RequirementFilesCheck(),
        new JetsonBuildCheck(),
        new GpuInBuildCheck(),
        new ExpectationsCheck(),
        new GpuGroupCheck());
  }
}
