package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.WheelFact;
import io.github.jbuild.facts.WheelFact.Life;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The index still has the pinned wheels. */
final class WheelLifeCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB112",
          "wheel-life",
          "the pinned wheels are still on the index",
          "The Jetson index has replaced builds under the same version and lost others; the URL of a lost build returns 404.",
          new Rule.Guide(
              "Warning: a copy on your own server works as well.",
              """
              python:
                wheels:
                  torch:
                    version: 2.8.0
                    sha256: 59092ab729aee2b8937d80cc1b35d1128275bd02a7e1bc911e7efa375bd97226
              """,
              "Pin the build that replaced it, and check what it needs: it may differ in more than its hash."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    List<String> looked = new ArrayList<>();
    for (JetsonWheel wheel : plan.wheels()) {
      if (wheel.fact().isEmpty()) {
        continue;
      }
      WheelFact fact = wheel.fact().get();
      looked.add(wheel + " is " + fact.life().name().toLowerCase(Locale.ROOT));
      if (fact.life() == Life.REPLACED || fact.life() == Life.GONE) {
        verdict.add(
            Severity.WARNING,
            wheel.field(),
            wheel
                + " (sha256 "
                + fact.sha256().substring(0, 7)
                + "…) is "
                + (fact.life() == Life.GONE ? "gone from " : "replaced in ")
                + fact.index(),
            Evidence.of(fact),
            successor(plan, fact)
                .map(
                    next ->
                        "the index has "
                            + next.name()
                            + " "
                            + next.version()
                            + " with sha256: "
                            + next.sha256())
                .orElse("no replacement is known; keep a copy of the wheel"));
      }
    }
    return looked.isEmpty()
        ? CheckResult.notApplicable(RULE, "none of the pinned wheels is known")
        : verdict.result(String.join(", ", looked));
  }

  /** The build that took its place, or else the newest of the name for this Python. */
  private static Optional<WheelFact> successor(PlanContext plan, WheelFact lost) {
    List<WheelFact> rows =
        plan.facts().wheels().stream()
            .filter(
                row ->
                    row.life() == Life.CURRENT
                        && row.name().equals(lost.name())
                        && row.index().equals(lost.index())
                        && row.tag().equals(lost.tag()))
            .toList();
    return rows.stream()
        .filter(row -> row.version().equals(lost.version()))
        .findFirst()
        .or(() -> rows.stream().max(JetsonWheel.BY_VERSION));
  }
}
