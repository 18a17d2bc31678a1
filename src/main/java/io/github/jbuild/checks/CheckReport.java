package io.github.jbuild.checks;

import io.github.jbuild.checks.CheckResult.Status;
import java.util.List;

/** What all checks said about one thing. */
public interface CheckReport {

  /** What was checked, by the name that the user gave it. */
  String subject();

  /** The result of every check, in the order of their codes. */
  List<CheckResult> results();

  /** All findings, in the order of the checks. */
  default List<Finding> findings() {
    return results().stream().flatMap(result -> result.findings().stream()).toList();
  }

  /** How many findings count as ones of a severity. */
  default long count(Severity severity) {
    return findings().stream().filter(finding -> finding.counts(severity)).count();
  }

  /** How many checks ended so. */
  default long count(Status status) {
    return results().stream().filter(result -> result.status() == status).count();
  }

  /**
   * Whether what was checked is right.
   *
   * @param strict whether warnings count; notes never do
   */
  default boolean accepted(boolean strict) {
    return count(Severity.ERROR) == 0 && !(strict && count(Severity.WARNING) > 0);
  }
}
