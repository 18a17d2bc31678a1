package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.image.python.ProjectNames;
import java.util.List;

/** What a base bundles with its old torch is removed or replaced with it. */
final class BundledCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB125",
          "bundled",
          "the kin of the base's old torch is removed or replaced",
          "torchvision and torchaudio of the old torch stay behind: \"operator torchvision::nms does not exist\" when transformers imports torchvision.",
          new Rule.Guide(
              "Error.",
              """
              base:
                family: l4t-pytorch
              python:
                remove: [torchaudio]
                wheels:
                  torchvision: null
              """,
              "Name them in python.remove, or pin the ones that go with the new torch."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanUnderTest plan) {
    List<String> bundled = plan.family().bundled();
    if (bundled.isEmpty() || plan.wheel("torch").isEmpty()) {
      return CheckResult.notApplicable(RULE, "the base's own torch, if any, stays what it is");
    }
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    List<String> removed =
        plan.profile().python().remove().stream().map(ProjectNames::normalized).toList();
    for (String name : bundled) {
      boolean replaced = plan.wheel(name).isPresent() || plan.requirements().installs(name);
      if (!replaced && !removed.contains(name)) {
        verdict.add(
            Severity.ERROR,
            "base.family",
            "the base's "
                + name
                + " belongs to its own torch, and "
                + plan.wheels().get(0)
                + " takes that one's place",
            Grounds.of(plan.family()),
            "python: {remove: [" + name + "]}, or pin the " + name + " of the new torch");
      }
    }
    return verdict.result("the base brings " + String.join(", ", bundled));
  }
}
