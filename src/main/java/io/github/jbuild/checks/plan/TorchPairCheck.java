package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.ImageFacts.TorchPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** torchvision, torchaudio and triton belong to the pinned torch. */
final class TorchPairCheck implements PlanCheck {

  /** More patch releases than any minor version has had. */
  private static final int PATCHES = 20;

  private static final Rule RULE =
      new Rule(
          "JB106",
          "torch-pair",
          "torchvision, torchaudio and triton match torch",
          "With another torch their operators do not register: \"operator torchvision::nms does not exist\", which transformers hits on import.",
          new Rule.Guide(
              "Error.",
              """
              python:
                wheels:
                  torchvision:
                    version: 0.22.0
                    sha256: 7f00000000000000000000000000000000000000000000000000000000000106
              """,
              "Pin the versions that belong to torch; jbuild facts pairs lists them."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    Optional<JetsonWheel> torch = plan.wheel("torch");
    Optional<TorchPair> pair = torch.flatMap(wheel -> pair(plan, wheel));
    if (pair.isEmpty()) {
      return CheckResult.notApplicable(
          RULE,
          torch
              .map(t -> "nothing is known about the companion packages of " + t)
              .orElse("torch is not pinned"));
    }
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    List<String> looked = new ArrayList<>();
    kin(pair.get())
        .forEach(
            (name, wanted) -> {
              String message = ", but " + torch.get() + " goes with " + name + " " + wanted;
              String remedy = "pin " + name + " " + wanted + ", or remove it";
              plan.wheel(name)
                  .ifPresent(
                      wheel -> {
                        looked.add(wheel.toString());
                        if (!DottedVersion.of(wanted)
                            .begins(DottedVersion.of(wheel.pinned().version()))) {
                          verdict.add(
                              Severity.ERROR,
                              wheel.field(),
                              wheel + " is pinned" + message,
                              Evidence.of(pair.get()),
                              remedy);
                        }
                      });
              if (plan.wheel(name).isEmpty()) {
                plan.requirements()
                    .about(name)
                    .peek(line -> looked.add(line.shown()))
                    .filter(line -> !allows(line, wanted))
                    .forEach(
                        line ->
                            verdict.add(
                                Severity.ERROR,
                                line.placeOrNull(),
                                line.shown() + " is requested" + message,
                                Evidence.of(pair.get()),
                                remedy));
              }
            });
    return verdict.result(
        torch.get() + (looked.isEmpty() ? " alone" : " with " + String.join(", ", looked)));
  }

  private static Optional<TorchPair> pair(PlanContext plan, JetsonWheel torch) {
    DottedVersion version = DottedVersion.of(torch.pinned().version());
    return plan.facts().pairs().stream()
        .filter(row -> DottedVersion.of(row.torch()).begins(version))
        .findFirst();
  }

  private static Map<String, String> kin(TorchPair pair) {
    Map<String, String> kin = new LinkedHashMap<>();
    kin.put("torchvision", pair.torchvision());
    kin.put("torchaudio", pair.torchaudio());
    if (pair.tritonOrNull() != null) {
      kin.put("triton", pair.tritonOrNull());
    }
    return kin;
  }

  /** Whether a line lets a version of this major and minor be installed. */
  private static boolean allows(RequirementLine line, String minor) {
    return line.requirement().url().isPresent()
        || IntStream.range(0, PATCHES)
            .anyMatch(
                patch -> line.requirement().specifiers().containsInstalled(minor + "." + patch));
  }
}
