package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import java.util.ArrayList;
import java.util.List;

/** Wheels are built with the CUDA that the image has. */
final class CudaOfWheelCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB104",
          "cuda-of-wheel",
          "wheels are built for the image's CUDA version",
          "A wheel links CUDA's libraries by their major version: libcudart.so.13 is not in an image with CUDA 12.",
          new Rule.Guide(
              "Error when the major versions differ; note when the wheel's minor version is newer than the image's.",
              """
              python:
                wheels:
                  flash-attn:
                    version: 2.8.4+cu130
                    url: https://my.example/flash_attn-2.8.4+cu130-cp310-cp310-linux_aarch64.whl
                    sha256: 7f00000000000000000000000000000000000000000000000000000000000104
              """,
              "Use wheels from the index named after the CUDA version of the L4T release, such as jp6/cu126."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    Sourced<String> have = ImageSoftware.cuda(plan);
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    List<String> looked = new ArrayList<>();
    for (JetsonWheel wheel : plan.wheels()) {
      if (!wheel.isForeignTo(plan.l4t())) {
        wheel
            .cuda()
            .ifPresent(
                need -> {
                  looked.add(wheel + " with CUDA " + need.value());
                  compare(verdict, wheel, need, have);
                });
      }
    }
    return looked.isEmpty()
        ? CheckResult.notApplicable(RULE, "the CUDA version of the wheels is not known")
        : verdict.result(String.join(", ", looked) + "; the image has CUDA " + have.value());
  }

  private static void compare(
      PlanVerdict verdict, JetsonWheel wheel, Sourced<String> need, Sourced<String> have) {
    DottedVersion wanted = DottedVersion.of(need.value());
    DottedVersion found = DottedVersion.of(have.value());
    boolean major = wanted.major() != found.major();
    if (major || wanted.minor() > found.minor()) {
      verdict.add(
          major ? Severity.ERROR : Severity.NOTE,
          wheel.field(),
          wheel + " is built for CUDA " + need.value() + ", but the image has " + have.value(),
          need.evidence().and(have.evidence()),
          major
              ? "use the build for CUDA "
                  + found.major()
                  + ", or an L4T release with CUDA "
                  + wanted.major()
              : "an older minor version works as long as the wheel uses nothing that is new in its own");
    }
  }
}
