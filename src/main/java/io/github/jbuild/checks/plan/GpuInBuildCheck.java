package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.Confidence;
import io.github.jbuild.profile.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** No step of the build needs a GPU. */
final class GpuInBuildCheck implements PlanCheck {

  private static final Pattern NEEDS =
      Pattern.compile(
          "torch\\.cuda\\.(?!is_built)\\w+|\\bnvidia-smi\\b|\\.cuda\\(\\)|\\.to\\(['\"]cuda|\\bdeviceQuery\\b");

  private static final Evidence EVIDENCE =
      new Evidence(Confidence.A, "dusty-nv/jetson-containers issues 352, 1397 and 1693");

  private static final Rule RULE =
      new Rule(
          "JB130",
          "gpu-in-build",
          "no step of the build needs a GPU",
          "No build step has a GPU or the driver's libcuda.so.1: BuildKit does not support the NVIDIA runtime, and other machines have no Jetson GPU.",
          new Rule.Guide(
              "Warning.",
              """
              python:
                checks:
                  - command: [python3, -c, "import torch; print(torch.cuda.is_available())"]
                    contains: "True"
              """,
              "Check what works without a GPU, such as a version; jbuild verify --run checks the rest."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    int commands = 0;
    for (Map.Entry<String, String> command : commands(plan.profile()).entrySet()) {
      commands++;
      Matcher needs = NEEDS.matcher(command.getValue());
      if (needs.find()) {
        verdict.add(
            Severity.WARNING,
            command.getKey(),
            "the command uses a GPU (" + needs.group() + "), but no build step has one",
            EVIDENCE,
            "check what works without it; jbuild verify --run checks the rest");
      }
    }
    return commands == 0
        ? CheckResult.notApplicable(RULE, "the profile runs no commands of its own")
        : verdict.result(Count.of(commands, "command"));
  }

  /** Commands that the build runs, by field. */
  private static Map<String, String> commands(Profile profile) {
    Map<String, String> commands = new LinkedHashMap<>();
    List<Profile.Check> checks = profile.python().checks();
    for (int i = 0; i < checks.size(); i++) {
      commands.put("python.checks[" + i + "]", String.join(" ", checks.get(i).command()));
    }
    profile
        .sources()
        .forEach(
            (name, source) -> {
              if (source.checkOrNull() != null) {
                commands.put(
                    "sources." + name + ".check", String.join(" ", source.checkOrNull().command()));
              }
            });
    for (int i = 0; i < profile.raw().size(); i++) {
      commands.put("raw[" + i + "]", String.join(" ", profile.raw().get(i).lines()));
    }
    return commands;
  }
}
