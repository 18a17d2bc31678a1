package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.WheelFact;
import io.github.jbuild.facts.WheelFact.Life;
import io.github.jbuild.python.ProjectNames;
import io.github.jbuild.python.VersionSpecifiers;
import java.util.Comparator;
import java.util.Optional;

/** What has builds for Jetson is not taken from PyPI. */
final class JetsonBuildCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB129",
          "jetson-build",
          "packages that have Jetson builds are pinned as wheels",
          "PyPI's builds for aarch64 are for the CPU or for servers: torch computes without the GPU, flash-attn and bitsandbytes have no kernels for sm_87.",
          new Rule.Guide(
              "Warning.",
              """
              python:
                packages: [triton==3.4.0, numpy==1.26.4]
              """,
              "Pin the build from the Jetson index under python.wheels; jbuild facts wheels NAME lists the builds."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    for (RequirementLine line : plan.requirements().lines()) {
      boolean fromIndex = line.kind().installs() && line.requirement().url().isEmpty();
      if (fromIndex && plan.wheel(line.name()).isEmpty()) {
        best(plan, line)
            .ifPresent(
                row ->
                    verdict.add(
                        Severity.WARNING,
                        line.placeOrNull(),
                        line.shown()
                            + " comes from PyPI, but the Jetson index has builds of it: "
                            + row.version()
                            + " in "
                            + row.index(),
                        Evidence.of(row),
                        "python: {wheels: {"
                            + row.name()
                            + ": {version: "
                            + row.version()
                            + ", sha256: "
                            + row.sha256()
                            + "}}}"));
      }
    }
    return verdict.result(
        Count.of(plan.requirements().lines().size(), "requirement")
            + (plan.requirements().complete() ? "" : "; some requirement files are not available"));
  }

  /**
   * The best build for this Python and GPU that the index still has: one for the release's CUDA
   * before others, then one that the line asks for before others, then the newest.
   */
  private static Optional<WheelFact> best(PlanContext plan, RequirementLine line) {
    String tag = "cp" + plan.profile().python().version().replace(".", "");
    VersionSpecifiers wanted = line.requirement().specifiers();
    String cuda = plan.l4t().cuda() + ".";
    return plan.facts().wheels().stream()
        .filter(
            row ->
                ProjectNames.normalized(row.name()).equals(line.name())
                    && row.life() != Life.GONE
                    && row.life() != Life.REPLACED
                    && (row.tag().equals(tag) || row.tag().endsWith("abi3"))
                    && plan.facts().sm(row).stream().anyMatch(plan.l4t().sm()::contains))
        .max(
            Comparator.comparing((WheelFact row) -> cuda.startsWith(row.cuda() + "."))
                .thenComparing(row -> wanted.containsInstalled(row.version()))
                .thenComparing(JetsonWheel.BY_VERSION));
  }
}
