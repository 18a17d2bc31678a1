package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.BaseImage;
import java.util.Optional;

/** The base has the Python that the profile names. */
final class PythonOfBaseCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB101",
          "python-of-base",
          "the base has the Python version that the profile wants",
          "A wheel fits only one minor version of Python; the base's distribution has one, and no other can be installed from its packages.",
          new Rule.Guide(
              "Error if the base is known; warning if only the L4T release says what its distribution has.",
              """
              base:
                image: registry.example/ubuntu:24.04@sha256:7f00000000000000000000000000000000000000000000000000000000000101
              """,
              "Set the Python version of the base's distribution, and use wheels with its tag."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    String wanted = plan.profile().python().version();
    Optional<BaseImage> base = plan.base().filter(row -> row.pythonOrNull() != null);
    String found = base.map(BaseImage::pythonOrNull).orElse(plan.l4t().python());
    String who =
        base.map(row -> row.image() + " has")
            .orElse("the distribution of " + plan.l4t().l4t() + " has");
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    if (!found.equals(wanted) && !plan.installs("python" + wanted)) {
      verdict.add(
          base.isPresent() ? Severity.ERROR : Severity.WARNING,
          "python.version",
          "the profile wants Python " + wanted + ", but " + who + " " + found,
          base.map(Evidence::of).orElse(Evidence.of(plan.l4t())),
          "set python: {version: \"" + found + "\"} and use wheels for it");
    }
    return verdict.result(who + " Python " + found + "; the build checks the interpreter itself");
  }
}
