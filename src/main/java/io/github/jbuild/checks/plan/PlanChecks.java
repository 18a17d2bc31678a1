package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.plan.Plan;
import java.util.List;

/** All checks of profiles and plans. */
public final class PlanChecks {

  private PlanChecks() {}

  /** The rules in the order of their codes. */
  public static List<Rule> rules() {
    return all().stream().map(PlanCheck::rule).toList();
  }

  /** Runs every check. */
  public static List<CheckResult> run(Plan plan, PlanFacts facts) {
    PlanUnderTest subject = new PlanUnderTest(plan, facts);
    return all().stream().map(check -> check.check(subject)).toList();
  }

  private static List<PlanCheck> all() {
    return List.of();
  }
}
