package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.core.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a check of a plan finds; no finding is worse than its grounds allow. */
final class PlanVerdict {

  private final PlanContext plan;
  private final Rule rule;
  private final List<Finding> findings = new ArrayList<>();

  PlanVerdict(Rule rule, PlanContext plan) {
    this.rule = rule;
    this.plan = plan;
  }

  /**
   * Adds a finding about a field.
   *
   * @param field its path, such as {@code python.wheels.torch}
   */
  void add(Severity severity, String field, String message, Evidence evidence, String remedy) {
    add(severity, plan.place(field).orElse(null), message, evidence, remedy);
  }

  /** Adds a finding about a place. */
  void add(
      Severity severity,
      @Nullable SourceSpan place,
      String message,
      Evidence evidence,
      String remedy) {
    findings.add(
        new Finding(
            rule, evidence.atMost(severity), message, null, place, remedy, evidence.text(), null));
  }

  /**
   * The result.
   *
   * @param evidence what was looked at, in one line
   */
  CheckResult result(String evidence) {
    return CheckResult.of(rule, evidence, findings);
  }
}
