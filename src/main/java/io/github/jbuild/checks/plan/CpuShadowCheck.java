package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** No CPU build lies over a pinned GPU build of the same module. */
final class CpuShadowCheck implements PlanCheck {

  /** GPU builds and what installs over them. */
  private static final Map<String, List<String>> RIVALS =
      Map.of(
          "onnxruntime-gpu", List.of("onnxruntime"),
          "tensorflow", List.of("tensorflow-cpu", "tensorflow-cpu-aws"),
          "faiss-gpu", List.of("faiss-cpu"),
          "opencv-python", List.of("opencv-python-headless", "opencv-contrib-python"),
          "opencv-contrib-python", List.of("opencv-python", "opencv-python-headless"));

  private static final Rule RULE =
      new Rule(
          "JB124",
          "cpu-shadow",
          "no CPU build is requested in addition to the GPU build",
          "onnxruntime and onnxruntime-gpu install into the same directory: the CPU build silently overwrites the GPU build.",
          new Rule.Guide(
              "Error.",
              """
              python:
                packages: [onnxruntime==1.23.0, numpy==1.26.4]
              """,
              "Remove the CPU build from the requirements, or list it in python.remove: the pinned wheel is reinstalled afterwards."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    List<String> looked = new ArrayList<>();
    RIVALS.forEach(
        (gpu, rivals) -> {
          if (plan.wheel(gpu).isPresent()) {
            looked.add(gpu);
            rivals.stream()
                .filter(rival -> !plan.removes(rival))
                .flatMap(rival -> plan.requirements().about(rival))
                .filter(line -> line.kind().installs())
                .forEach(
                    line ->
                        verdict.add(
                            Severity.ERROR,
                            line.placeOrNull(),
                            line.shown() + " would replace the pinned " + gpu,
                            Evidence.PROFILE,
                            "remove it, or set python: {remove: [" + line.name() + "]}"));
          }
        });
    return looked.isEmpty()
        ? CheckResult.notApplicable(RULE, "no wheel is pinned that a CPU build could hide")
        : verdict.result(
            String.join(", ", looked) + "; verify (JB225) sees what dependencies pulled in");
  }
}
