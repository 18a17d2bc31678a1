package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.WheelFact;
import io.github.jbuild.python.VersionSpecifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The profile keeps NumPy at a version that the wheels were compiled against. */
final class NumpyAbiCheck implements PlanCheck {

  /** Releases that stand for all: the last of 1, and some of 2. */
  private static final List<String> RELEASES =
      List.of("1.21.6", "1.26.4", "2.0.2", "2.2.6", "2.3.5", "2.99.0");

  private static final Rule RULE =
      new Rule(
          "JB107",
          "numpy-abi",
          "NumPy stays at a version that the wheels were compiled against",
          "A wheel compiled against NumPy 1 fails or crashes with NumPy 2; its metadata allows both, and the newest is installed.",
          new Rule.Guide(
              "Error.",
              """
              python:
                constraints: []
                packages: [fastapi==0.115.0]
              """,
              "Set python: {constraints: [\"numpy<2\"]}: it applies to every install."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    List<String> looked = new ArrayList<>();
    for (JetsonWheel wheel : plan.wheels()) {
      @Nullable String need = wheel.fact().map(WheelFact::numpyOrNull).orElse(null);
      if (need != null) {
        looked.add(wheel + " needs numpy" + need);
        VersionSpecifiers wanted = VersionSpecifiers.parse(need);
        Optional<String> wrong =
            RELEASES.stream()
                .filter(numpy -> !wanted.containsInstalled(numpy))
                .filter(numpy -> isAllowed(plan, numpy))
                .findFirst();
        wrong.ifPresent(
            numpy ->
                verdict.add(
                    Severity.ERROR,
                    wheel.field(),
                    wheel + " needs numpy" + need + ", but pip may choose NumPy " + numpy,
                    wheel.evidence(),
                    "python: {constraints: [\"numpy" + need + "\"]}"));
      }
    }
    return looked.isEmpty()
        ? CheckResult.notApplicable(RULE, "it is not known which NumPy the wheels need")
        : verdict.result(String.join(", ", looked) + "; verify (JB224) reads it from the image");
  }

  private static boolean isAllowed(PlanContext plan, String numpy) {
    return plan.requirements()
        .about("numpy")
        .allMatch(line -> line.requirement().specifiers().containsInstalled(numpy));
  }
}
