package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.core.SourceSpan;
import org.jspecify.annotations.Nullable;

/** Collects what a check of a plan finds; no finding is worse than its grounds allow. */
final class PlanVerdict {

  private final PlanUnderTest plan;
  private final Verdict verdict;

  PlanVerdict(Rule rule, PlanUnderTest plan) {
    this.plan = plan;
    this.verdict = new Verdict(rule);
  }

  /**
   * Adds a finding about a field.
   *
   * @param field its path, such as {@code python.wheels.torch}
   */
  void add(Severity severity, String field, String message, Grounds grounds, String remedy) {
    add(severity, plan.place(field).orElse(null), message, grounds, remedy);
  }

  /** Adds a finding about a place. */
  void add(
      Severity severity,
      @Nullable SourceSpan place,
      String message,
      Grounds grounds,
      String remedy) {
    verdict.add(grounds.atMost(severity), message + grounds.text(), null, place, remedy);
  }

  /**
   * The result.
   *
   * @param evidence what was looked at, in one line
   */
  CheckResult result(String evidence) {
    return verdict.result(evidence);
  }
}
