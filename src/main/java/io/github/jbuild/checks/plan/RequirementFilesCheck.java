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
          "requirement files exist, are complete and readable",
          "A missing file stops the build; a file that another one includes with -r and that is not sent stops it halfway.",
          new Rule.Guide(
              "Error; note if the context is not available, as with a built-in profile outside its application's directory.",
              """
              app:
                context: .
                copy:
                  - from: app.py
                    to: /app/
              python:
                requirements: [no-such-file.txt]
              """,
              "List every file in python.requirements, relative to app.context."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    List<String> files = plan.profile().python().requirements();
    if (files.isEmpty()) {
      return CheckResult.notApplicable(RULE, "the profile lists no requirement file");
    }
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    List<RequirementLine.Problem> absent = new ArrayList<>();
    for (RequirementLine.Problem problem : plan.requirements().problems()) {
      if (problem.certain()) {
        verdict.add(
            Severity.ERROR,
            problem.placeOrNull(),
            problem.message(),
            Evidence.PROFILE,
            "list files in python.requirements, relative to app.context");
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
                  + " requirement files are not available here; they are read when the image is built",
          Evidence.PROFILE,
          "run jbuild in the directory of app.context");
    }
    return verdict.result(String.join(", ", files));
  }
}
