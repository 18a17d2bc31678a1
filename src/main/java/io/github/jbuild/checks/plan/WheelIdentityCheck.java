package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.WheelFact;
import io.github.jbuild.python.Pep440Version;
import io.github.jbuild.python.ProjectNames;
import java.util.List;

/** Hashes are those of the wheels that the profile names. */
final class WheelIdentityCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB113",
          "wheel-identity",
          "a pinned hash belongs to the named wheel",
          "A hash copied from another line installs another build, or stops the build after the download.",
          new Rule.Guide(
              "Error if the hash is known to be another wheel's; note if it is not known but others of that version are.",
              """
              python:
                wheels:
                  torch:
                    version: 2.8.1
              """,
              "Copy name, version and hash together; jbuild facts wheels lists them."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    int known = 0;
    for (JetsonWheel wheel : plan.wheels()) {
      if (wheel.fact().isPresent()) {
        known++;
        other(verdict, wheel, wheel.fact().get());
      } else {
        unknown(verdict, plan, wheel);
      }
    }
    return plan.wheels().isEmpty()
        ? CheckResult.notApplicable(RULE, "no wheel is pinned")
        : verdict.result(
            known + " of " + Count.of(plan.wheels().size(), "hash", "hashes") + " known");
  }

  private static void other(PlanVerdict verdict, JetsonWheel wheel, WheelFact fact) {
    boolean sameName = ProjectNames.normalized(fact.name()).equals(wheel.name());
    if (!sameName || !sameVersion(fact, wheel)) {
      verdict.add(
          Severity.ERROR,
          wheel.field(),
          "the hash pinned for " + wheel + " belongs to " + fact.name() + " " + fact.version(),
          Evidence.of(fact),
          "name that wheel, or pin the hash of the intended one");
    }
  }

  private static void unknown(PlanVerdict verdict, PlanContext plan, JetsonWheel wheel) {
    List<WheelFact> others =
        plan.facts().wheels().stream()
            .filter(
                row ->
                    ProjectNames.normalized(row.name()).equals(wheel.name())
                        && sameVersion(row, wheel))
            .toList();
    if (!others.isEmpty()) {
      verdict.add(
          Severity.NOTE,
          wheel.field(),
          "the hash of "
              + wheel
              + " is not known; the known builds are "
              + String.join(
                  ", ",
                  others.stream()
                      .map(row -> row.sha256().substring(0, 16) + "… of " + row.index())
                      .toList()),
          Evidence.of(others.get(0)),
          "your own build is fine; only verify can then see what it needs");
    }
  }

  private static boolean sameVersion(WheelFact row, JetsonWheel wheel) {
    return Pep440Version.tryParse(row.version())
        .equals(Pep440Version.tryParse(wheel.pinned().version()));
  }
}
