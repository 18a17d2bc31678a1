package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import java.util.ArrayList;
import java.util.List;

/** Wheels have code for the GPU of the release's modules. */
final class GpuArchitectureCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB103",
          "gpu-architecture",
          "wheels have code for the devices' GPU",
          "Wheels without kernels for the device's SM (sm_87 on Orin) import and report CUDA as available; the first operation fails with \"no kernel image is available\".",
          new Rule.Guide(
              "Error when a wheel has code for none of the release's modules; note when it lacks some.",
              """
              python:
                wheels:
                  flash-attn:
                    version: 2.8.4
                    url: https://wheels.example/flash_attn-2.8.4-cp310-cp310-linux_aarch64.whl
                    sha256: 7f00000000000000000000000000000000000000000000000000000000000103
              """,
              "Pin a wheel from the index for the release's modules."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    List<String> looked = new ArrayList<>();
    for (JetsonWheel wheel : plan.wheels()) {
      if (!wheel.isForeignTo(plan.l4t())) {
        wheel.sm().ifPresent(sm -> compare(verdict, plan, wheel, sm, looked));
      }
    }
    return looked.isEmpty()
        ? CheckResult.notApplicable(RULE, "it is not known which GPUs the wheels have code for")
        : verdict.result(String.join("; ", looked));
  }

  private static void compare(
      PlanVerdict verdict,
      PlanContext plan,
      JetsonWheel wheel,
      Sourced<List<String>> sm,
      List<String> looked) {
    List<String> lacking =
        plan.l4t().sm().stream().filter(one -> !sm.value().contains(one)).toList();
    looked.add(wheel + " for " + names(sm.value()));
    if (!lacking.isEmpty()) {
      boolean none = lacking.size() == plan.l4t().sm().size();
      verdict.add(
          none ? Severity.ERROR : Severity.NOTE,
          wheel.field(),
          wheel
              + " has code for "
              + names(sm.value())
              + ", but modules of "
              + plan.l4t().l4t()
              + " are "
              + names(lacking)
              + (none ? ": it imports there and its kernels do not run" : ", too"),
          sm.evidence().and(Evidence.of(plan.l4t())),
          "pin the build for " + names(plan.l4t().sm()));
    }
  }

  private static String names(List<String> sm) {
    return String.join(", ", sm.stream().map(one -> "sm_" + one).toList());
  }
}
