package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import java.util.ArrayList;
import java.util.List;

/** The requirement files are there and can be read. */
final class RequirementFilesCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB128",
          "requirement-files",
          "requirement files are there, whole and readable",
          "A missing file stops the build; a file that another one names with -r and that is not sent stops it in the middle.",
          new Rule.Guide(
              "Error; note where the context is not here, as with a built-in profile outside of its application's folder.",
              """
              app:
                context: .
                copy:
                  - from: app.py
                    to: /app/
              python:
                requirements: [no-such-file.txt]
              """,
              "Name every file in python.requirements, relative to app.context."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanUnderTest plan) {
    List<String> files = plan.profile().python().requirements();
    if (files.isEmpty()) {
      return CheckResult.notApplicable(RULE, "the profile names no requirement file");
    }
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    List<RequirementLine.Problem> absent = new ArrayList<>();
    for (RequirementLine.Problem problem : plan.requirements().problems()) {
      if (problem.certain()) {
        verdict.add(
            Severity.ERROR,
            problem.placeOrNull(),
            problem.message(),
            Grounds.PROFILE,
            "files are named in python.requirements, relative to app.context");
      } else {
        absent.add(problem);
      }
    }
    if (!absent.isEmpty()) {
      verdict.add(
          Severity.NOTE,
          absent.get(0).placeOrNull(),
          absent.size() == 1
              ? absent.get(0).message()
              : absent.size()
                  + " requirement files are not here; they are read when the image is built",
          Grounds.PROFILE,
          "run jbuild where app.context is");
    }
    return verdict.result(String.join(", ", files));
  }
}
