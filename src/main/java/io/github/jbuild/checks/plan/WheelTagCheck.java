package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.WheelFact;
import io.github.jbuild.python.Pep440Version;
import io.github.jbuild.python.WheelTags;

/** Pinned wheels are for the profile's Python on Linux for aarch64. */
final class WheelTagCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB102",
          "wheel-tag",
          "pinned wheels are for the profile's Python on linux_aarch64",
          "pip rejects a wheel with the wrong tags in the middle of the build: \"is not a supported wheel on this platform\".",
          new Rule.Guide(
              "Error.",
              """
              python:
                wheels:
                  flash-attn:
                    version: 2.8.4
                    url: https://my.example/flash_attn-2.8.4-cp312-cp312-linux_aarch64.whl
                    sha256: 7f00000000000000000000000000000000000000000000000000000000000102
              """,
              "Pin the build for this Python and platform: the tags are part of the wheel's file name."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    if (plan.wheels().isEmpty()) {
      return CheckResult.notApplicable(RULE, "no wheel is pinned");
    }
    String python = plan.profile().python().version();
    WheelTags tags = new WheelTags(Pep440Version.parse(python), null);
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    for (JetsonWheel wheel : plan.wheels()) {
      String file = wheel.fact().map(WheelFact::file).orElse(wheel.pinned().file());
      String[] parts = file.replaceFirst("\\.whl$", "").split("-", -1);
      int count = parts.length;
      String tag =
          count < 5 ? "" : parts[count - 3] + "-" + parts[count - 2] + "-" + parts[count - 1];
      if (!file.endsWith(".whl") || !tags.supports(tag)) {
        verdict.add(
            Severity.ERROR,
            wheel.field(),
            file + " is not for Python " + python + " on linux_aarch64",
            wheel.evidence(),
            "pin a wheel with the tag cp" + python.replace(".", "") + " and linux_aarch64");
      }
    }
    return verdict.result("the file names of " + Count.of(plan.wheels().size(), "wheel"));
  }
}
