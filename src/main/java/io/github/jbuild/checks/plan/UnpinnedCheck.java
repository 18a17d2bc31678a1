package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.profile.Profile;
import java.util.List;

/** What can change under its name is named. */
final class UnpinnedCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB126",
          "unpinned",
          "everything is pinned",
          "A tag can be pushed again, and a requirement without a version installs the newest: the same profile then produces a different image.",
          new Rule.Guide(
              "Note.",
              """
              python:
                packages: [fastapi, numpy==1.26.4]
              """,
              "Pin images by digest and packages with ==."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    Profile.Base base = plan.profile().base();
    if (base.image().digest().isEmpty()) {
      verdict.add(
          Severity.NOTE,
          "base.image",
          base.image() + " has no digest: " + base.unpinnedOrNull(),
          Evidence.PROFILE,
          "pin it as soon as its digest is known: @sha256:…");
    }
    List<String> packages = plan.profile().python().packages();
    List<String> loose = packages.stream().filter(text -> isLoose(plan, text)).toList();
    if (!loose.isEmpty()) {
      verdict.add(
          Severity.NOTE,
          "python.packages",
          Count.of(loose.size(), "package")
              + " without a pinned version: "
              + String.join(", ", loose),
          Evidence.PROFILE,
          "pin them with ==");
    }
    return verdict.result("the base and " + Count.of(packages.size(), "package"));
  }

  /** Whether neither the requirement nor a pinned wheel fixes the version. */
  private static boolean isLoose(PlanContext plan, String text) {
    return RequirementLines.parsed(text)
        .filter(
            requirement ->
                RequirementLine.pinned(requirement)
                    || plan.wheel(requirement.normalizedName()).isPresent())
        .isEmpty();
  }
}
