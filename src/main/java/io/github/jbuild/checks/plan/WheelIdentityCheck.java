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
          "a pinned hash is that of the named wheel",
          "A hash copied from another line installs another build, or stops the build after the download.",
          new Rule.Guide(
              "Error when the hash is known as another wheel's; note when it is not known and others of the version are.",
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
  public CheckResult check(PlanUnderTest plan) {
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
          "the hash pinned for " + wheel + " is that of " + fact.name() + " " + fact.version(),
          Grounds.of(fact),
          "name the wheel that it is, or pin the hash of the one that is meant");
    }
  }

  private static void unknown(PlanVerdict verdict, PlanUnderTest plan, JetsonWheel wheel) {
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
              + " is not known; known builds are "
              + String.join(
                  ", ",
                  others.stream()
                      .map(row -> row.sha256().substring(0, 16) + "… of " + row.index())
                      .toList()),
          Grounds.of(others.get(0)),
          "a build of one's own is fine; what it needs is then seen by verify only");
    }
  }

  private static boolean sameVersion(WheelFact row, JetsonWheel wheel) {
    return Pep440Version.tryParse(row.version())
        .equals(Pep440Version.tryParse(wheel.pinned().version()));
  }
}
