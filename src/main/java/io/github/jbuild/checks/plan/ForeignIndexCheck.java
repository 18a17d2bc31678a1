package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import java.util.ArrayList;
import java.util.List;

/** Wheels are from an index for the modules of the release. */
final class ForeignIndexCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB110",
          "sbsa-wheel",
          "wheels are built for the Jetson modules of this release",
          "The sbsa index is for servers and Thor: its torch imports on Orin and reports a GPU, then every kernel fails. The jp6 index is for Orin alone.",
          new Rule.Guide(
              "Error.",
              """
              python:
                wheels:
                  flash-attn:
                    version: 2.8.4
                    url: https://wheels.example/sbsa/cu130/flash_attn-2.8.4-cp310-cp310-linux_aarch64.whl
                    sha256: 7f00000000000000000000000000000000000000000000000000000000000110
              """,
              "Use wheels from the index for the release's modules: jp6/cu126 for Orin with JetPack 6, sbsa/cu130 for Thor."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    List<String> parts = new ArrayList<>();
    for (JetsonWheel wheel : plan.wheels()) {
      wheel.part().filter(part -> !parts.contains(part)).ifPresent(parts::add);
      if (wheel.isForeignTo(plan.l4t())) {
        verdict.add(
            Severity.ERROR,
            wheel.field(),
            wheel
                + " is from "
                + wheel.part().orElse("another index")
                + ", but the modules of "
                + plan.l4t().l4t()
                + " are sm_"
                + String.join(", sm_", plan.l4t().sm()),
            wheel.index().map(Evidence::of).orElse(Evidence.PROFILE).and(Evidence.of(plan.l4t())),
            "pin the build from the index for these modules");
      }
    }
    return parts.isEmpty()
        ? CheckResult.notApplicable(RULE, "no wheel is from a known Jetson index")
        : verdict.result("wheels from " + String.join(", ", parts));
  }
}
