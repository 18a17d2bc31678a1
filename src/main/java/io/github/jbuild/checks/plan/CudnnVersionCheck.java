package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.WheelFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The image gets the cuDNN that the wheels were built with. */
final class CudnnVersionCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB105",
          "cudnn-version",
          "the image gets the cuDNN that the wheels need",
          "torch for cuDNN 9 does not import with cuDNN 8; with an older minor version it refuses to start or lacks functions.",
          new Rule.Guide(
              "Error when the major versions differ or the image's minor version is older than the wheel's.",
              """
              donor:
                image: registry.example/with-cudnn-8:1@sha256:7f00000000000000000000000000000000000000000000000000000000000105
              """,
              "Add the cuDNN of the L4T release to the image: libraries: {cudnn: {from: donor}} or {from: apt}."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    Optional<Sourced<String>> have = ImageSoftware.cudnn(plan);
    if (have.isEmpty()) {
      return CheckResult.notApplicable(RULE, "the image's cuDNN version is not known");
    }
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    DottedVersion found = DottedVersion.of(have.get().value());
    List<String> looked = new ArrayList<>();
    for (JetsonWheel wheel : plan.wheels()) {
      @Nullable String need = wheel.fact().map(WheelFact::cudnnOrNull).orElse(null);
      if (need != null) {
        DottedVersion wanted = DottedVersion.of(need);
        looked.add(wheel + " needs " + need);
        if (wanted.major() != found.major() || wanted.minor() > found.minor()) {
          verdict.add(
              Severity.ERROR,
              wheel.field(),
              wheel + " needs cuDNN " + need + ", but the image gets " + have.get().value(),
              wheel.evidence().and(have.get().evidence()),
              "libraries: {cudnn: {from: donor}} or {from: apt} adds cuDNN " + plan.l4t().cudnn());
        }
      }
    }
    return looked.isEmpty()
        ? CheckResult.notApplicable(RULE, "the cuDNN version of the wheels is not known")
        : verdict.result(
            String.join(", ", looked)
                + "; the image gets cuDNN "
                + have.get().value()
                + "; verify (JB232) reads it from the image");
  }
}
