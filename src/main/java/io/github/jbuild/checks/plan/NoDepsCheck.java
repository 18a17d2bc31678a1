package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.core.UrlCredentials;
import io.github.jbuild.profile.Python;
import java.util.List;

/** What is installed without its dependencies is known and pinned. */
final class NoDepsCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB121",
          "no-deps",
          "what is installed without dependencies is pinned",
          "A dependency that a newer version adds is silently missing, and is noticed only when something imports it.",
          new Rule.Guide(
              "Warning without a pinned version; otherwise note, as a reminder that the profile must list its dependencies.",
              """
              python:
                no-deps: [gliner]
              """,
              "Pin the version with ==, and list what it needs under python.packages. The build runs pip check and prints what is missing."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    List<String> names = plan.profile().python().noDeps();
    List<Python.Local> local = plan.profile().python().local();
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    for (int i = 0; i < names.size(); i++) {
      boolean pinned =
          RequirementLines.parsed(names.get(i)).filter(RequirementLine::pinned).isPresent();
      verdict.add(
          pinned ? Severity.NOTE : Severity.WARNING,
          "python.no-deps[" + i + "]",
          UrlCredentials.hidden(names.get(i))
              + " is installed without its dependencies"
              + (pinned ? "" : " and without a pinned version"),
          Evidence.PROFILE,
          pinned
              ? "the build lists those that are missing"
              : "pin it with ==: another version may need something else");
    }
    for (int i = 0; i < local.size(); i++) {
      if (!local.get(i).deps()) {
        verdict.add(
            Severity.NOTE,
            "python.local[" + i + "]",
            local.get(i).path() + " is installed without its dependencies",
            Evidence.PROFILE,
            "the build lists those that are missing");
      }
    }
    return names.isEmpty() && local.isEmpty()
        ? CheckResult.notApplicable(RULE, "everything is installed with its dependencies")
        : verdict.result(
            Count.of(names.size(), "package") + "; verify (JB226) reads their metadata");
  }
}
