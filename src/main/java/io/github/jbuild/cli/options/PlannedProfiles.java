package io.github.jbuild.cli.options;

import io.github.jbuild.checks.plan.PlanChecks;
import io.github.jbuild.checks.plan.PlanReport;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.load.ProfileLoader;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;

/** The options that choose profiles, and the plans of those profiles. */
public final class PlannedProfiles {

  @Mixin private ProfileOptions options = new ProfileOptions();

  @Mixin private FactsOption facts = new FactsOption();

  private final BuiltIns builtIns;

  public PlannedProfiles(BuiltIns builtIns) {
    this.builtIns = builtIns;
  }

  /**
   * The plans in the order of the command line.
   *
   * @throws JbuildException {@code USAGE} if no profile is named, {@code INVALID_INPUT} if one is
   *     invalid
   */
  public List<Plan> plans() {
    if (options.names().isEmpty()) {
      throw JbuildException.of(Kind.USAGE, "no profile given")
          .hint("add --profile NAME; jbuild profile list prints the names");
    }
    ProfileLoader loader = options.loader();
    Planner planner = new Planner(new Facts(facts()));
    return options.selections().stream().map(loader::load).map(planner::plan).toList();
  }

  /** The results of the checks for plans, in their order. */
  public List<PlanReport> reports(List<Plan> plans) {
    PlanFacts known = PlanFacts.of(facts());
    List<PlanReport> reports = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      reports.add(PlanChecks.report(options.names().get(i), plans.get(i), known));
    }
    return reports;
  }

  /** The facts that the plans are made with. */
  public FactTables facts() {
    return facts.tables(builtIns);
  }

  /** The plan of the one profile that is named. */
  public Plan plan() {
    List<Plan> plans = plans();
    if (plans.size() != 1) {
      throw JbuildException.of(Kind.USAGE, "only one profile at a time")
          .hint("give --profile once");
    }
    return plans.get(0);
  }
}
