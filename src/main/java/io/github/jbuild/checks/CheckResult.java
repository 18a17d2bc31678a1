package io.github.jbuild.checks;

import java.util.List;

/**
 * The result of a check.
 *
 * @param status how it ended
 * @param evidence what was looked at, or why nothing was, in one line
 * @param findings what it found; empty unless it failed or warns
 */
public record CheckResult(Rule rule, Status status, String evidence, List<Finding> findings) {

  /** How a check ended. */
  public enum Status {
    PASSED,
    /** There are warnings and no errors. */
    WARNED,
    FAILED,
    /** The image has nothing that the check is about, or nothing says what to expect. */
    NOT_APPLICABLE
  }

  public CheckResult {
    findings = List.copyOf(findings);
  }

  /** The result of a check that has nothing to look at. */
  public static CheckResult notApplicable(Rule rule, String reason) {
    return new CheckResult(rule, Status.NOT_APPLICABLE, reason, List.of());
  }
}
