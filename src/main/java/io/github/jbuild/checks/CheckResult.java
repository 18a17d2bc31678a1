package io.github.jbuild.checks;

import java.util.List;

/**
 * The result of a check.
 *
 * @param status how it ended
 * @param evidence what was looked at, or why nothing was, in one line
 * @param findings what it found; a check that passed may have notes and what was suppressed
 */
public record CheckResult(Rule rule, Status status, String evidence, List<Finding> findings) {

  /** How a check ended. */
  public enum Status {
    /** There are neither errors nor warnings. */
    PASSED,
    /** There are warnings and no errors. */
    WARNED,
    FAILED,
    /** There is nothing that the check is about, or nothing says what to expect. */
    NOT_APPLICABLE;

    private static Status of(List<Finding> findings) {
      if (findings.stream().anyMatch(finding -> finding.counts(Severity.ERROR))) {
        return FAILED;
      }
      return findings.stream().anyMatch(finding -> finding.counts(Severity.WARNING))
          ? WARNED
          : PASSED;
    }
  }

  public CheckResult {
    findings = List.copyOf(findings);
  }

  /** The result of a check that looked at something. */
  public static CheckResult of(Rule rule, String evidence, List<Finding> findings) {
    return new CheckResult(rule, Status.of(findings), evidence, findings);
  }

  /** The result of a check that has nothing to look at. */
  public static CheckResult notApplicable(Rule rule, String reason) {
    return new CheckResult(rule, Status.NOT_APPLICABLE, reason, List.of());
  }

  /** The same result with none of its findings counting. */
  public CheckResult suppressedBy(String reason) {
    return findings.isEmpty()
        ? this
        : of(rule, evidence, findings.stream().map(f -> f.suppressedBy(reason)).toList());
  }
}
