package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a profile's author has judged: such findings are kept with the reason, and do not count. */
final class Suppressions {

  static final Rule RULE =
      new Rule(
          "JB127",
          "unused-suppression",
          "every suppressed code finds something",
          "A suppressed code that no longer finds anything hides what it finds next.",
          new Rule.Guide(
              "Note.",
              """
              ignore:
                JB117: an example
              """
                  .stripTrailing(),
              "Remove the code once there is nothing left to suppress."));

  private Suppressions() {}

  /** The results with what the profile suppresses marked, and the result of the rule about that. */
  static List<CheckResult> apply(PlanContext plan, List<CheckResult> results) {
    Map<String, String> suppressed = plan.profile().suppressed();
    List<CheckResult> all = new ArrayList<>();
    for (CheckResult result : results) {
      String reason = suppressed.get(result.rule().code());
      all.add(reason == null ? result : result.suppressedBy(reason));
    }
    all.add(check(plan, results));
    all.sort((a, b) -> a.rule().code().compareTo(b.rule().code()));
    return all;
  }

  private static CheckResult check(PlanContext plan, List<CheckResult> results) {
    Map<String, String> suppressed = plan.profile().suppressed();
    if (suppressed.isEmpty()) {
      return CheckResult.notApplicable(RULE, "the profile suppresses nothing");
    }
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    suppressed
        .keySet()
        .forEach(
            code -> {
              Optional<CheckResult> result =
                  results.stream().filter(one -> one.rule().code().equals(code)).findFirst();
              boolean judged =
                  result.filter(one -> one.status() != Status.NOT_APPLICABLE).isPresent();
              if (result.isEmpty() || result.get().findings().isEmpty()) {
                verdict.add(
                    Severity.NOTE,
                    "ignore." + code,
                    result.isEmpty()
                        ? "no check of profiles has the code " + code
                        : code
                            + " is suppressed but "
                            + (judged ? "finds nothing" : "does not apply"),
                    Evidence.PROFILE,
                    "remove it");
              }
            });
    return verdict.result(Count.of(suppressed.size(), "code"));
  }
}
