package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.Confidence;
import org.jspecify.annotations.Nullable;

/** A user that is not root belongs to the group of the GPU's devices. */
final class GpuGroupCheck implements PlanCheck {

  private static final Evidence EVIDENCE =
      new Evidence(Confidence.B, "NVIDIA/nvidia-docker issue 1449; rapidsai/node pull request 87");

  private static final Rule RULE =
      new Rule(
          "JB132",
          "gpu-group",
          "a non-root user may use the GPU",
          "A Jetson's GPU devices are accessible only to root and the group video; for anyone else, CUDA reports no device.",
          new Rule.Guide(
              "Warning.",
              """
              app:
                user: app
                groups: []
              """,
              "Set app: {groups: [video]}."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    @Nullable String user = plan.profile().app().userOrNull();
    if (user == null || user.matches("(?:root|0)(?::.*)?")) {
      return CheckResult.notApplicable(RULE, "the profile sets no user other than root");
    }
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    boolean video = plan.profile().app().groups().contains("video") || user.endsWith(":video");
    if (!video) {
      verdict.add(
          Severity.WARNING,
          "app.user",
          "the user " + user + " is not in the group video, which has access to the GPU devices",
          EVIDENCE,
          "app: {groups: [video]}, or docker run --group-add video");
    }
    return verdict.result("user " + user);
  }
}
