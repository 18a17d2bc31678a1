package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.core.SourceSpan;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No line requires another version of a pinned wheel. */
final class RequirementMovesTorchCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB109",
          "requirement-moves-torch",
          "no requirement replaces a pinned wheel",
          "A line such as torch<2.7 in a requirement file makes an installer replace the CUDA build with PyPI's CPU build of an older version.",
          new Rule.Guide(
              "Error.",
              """
              python:
                packages: [torch<2.7, numpy==1.26.4]
              """,
              "Change the line so that the pinned version satisfies it, or remove it: the wheel is already installed."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    int lines = 0;
    Set<@Nullable SourceSpan> seen = new HashSet<>(); // a file may be read as two things
    for (JetsonWheel wheel : plan.wheels()) {
      for (RequirementLine line : plan.requirements().about(wheel.name()).toList()) {
        lines++;
        if (!isKept(wheel, line) && seen.add(line.placeOrNull())) {
          verdict.add(
              Severity.ERROR,
              line.placeOrNull(),
              line.shown()
                  + " requires another "
                  + wheel.pinned().name()
                  + " than the pinned "
                  + wheel.pinned().version(),
              Evidence.PROFILE,
              "use a requirement that "
                  + wheel.pinned().version()
                  + " satisfies, or none: python.wheels pins it");
        }
      }
    }
    if (plan.wheels().isEmpty()) {
      return CheckResult.notApplicable(RULE, "no wheel is pinned");
    }
    return verdict.result(
        Count.of(plan.requirements().lines().size(), "requirement")
            + ", "
            + lines
            + " about pinned wheels"
            + (plan.requirements().complete() ? "" : "; some requirement files are not available"));
  }

  /** Whether the pinned wheel fulfils a line; a URL does only if it is the wheel's own. */
  private static boolean isKept(JetsonWheel wheel, RequirementLine line) {
    return line.requirement()
        .url()
        .map(
            url ->
                url.contains(wheel.pinned().sha256().hex())
                    || url.equals(wheel.pinned().url().toString()))
        .orElseGet(
            () -> line.requirement().specifiers().containsInstalled(wheel.pinned().version()));
  }
}
