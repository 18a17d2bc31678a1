package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.profile.Profile;
import java.util.List;

/** No Dockerfile text stands in the profile. */
final class RawCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB122",
          "raw",
          "the profile needs no Dockerfile text of its own",
          "Neither the checks nor jbuild explain see what is written as text.",
          new Rule.Guide(
              "Note.",
              """
              raw:
                - stage: runtime
                  lines: ["RUN touch /marker"]
                  why: an example
              """,
              "Use a field if there is one; otherwise nothing is wrong."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    List<Profile.Raw> raw = plan.profile().raw();
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    for (int i = 0; i < raw.size(); i++) {
      verdict.add(
          Severity.NOTE,
          "raw[" + i + "]",
          Count.of(raw.get(i).lines().size(), "line")
              + " of Dockerfile text at the end of stage "
              + raw.get(i).stage()
              + ": "
              + raw.get(i).why(),
          Evidence.PROFILE,
          "no check looks at it; use a field if there is one");
    }
    return verdict.result(Count.of(raw.size(), "raw step"));
  }
}
