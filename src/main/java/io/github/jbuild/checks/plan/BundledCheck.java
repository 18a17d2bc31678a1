package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import java.util.List;

/** What a base bundles with its old torch is removed or replaced with it. */
final class BundledCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB125",
          "bundled",
          "what belongs to the base's own torch is replaced, or known to be missing",
          "torchvision and torchaudio of the old torch do not work with the new one: \"operator torchvision::nms does not exist\". The build removes them together with it, but an application may need them.",
          new Rule.Guide(
              "Note.",
              """
              base:
                family: l4t-pytorch
              python:
                remove: [torchaudio]
                wheels:
                  torchvision: null
              """,
              "Pin the ones that belong to the new torch, or list them in python.remove if nothing needs them."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    List<String> bundled = plan.family().bundled();
    // One pinned wheel is enough: the build then removes all of them.
    if (bundled.stream().noneMatch(name -> plan.wheel(name).isPresent())) {
      return CheckResult.notApplicable(RULE, "the base's own torch, if any, is not replaced");
    }
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    for (String name : bundled) {
      boolean replaced = plan.wheel(name).isPresent() || plan.requirements().installs(name);
      if (!replaced && !plan.removes(name)) {
        verdict.add(
            Severity.NOTE,
            "base.family",
            "the base's " + name + " is removed together with its torch, and nothing replaces it",
            Evidence.of(plan.family()),
            "pin the "
                + name
                + " that belongs to the new torch, or set python: {remove: ["
                + name
                + "]} if nothing needs it");
      }
    }
    return verdict.result("the base includes " + String.join(", ", bundled));
  }
}
