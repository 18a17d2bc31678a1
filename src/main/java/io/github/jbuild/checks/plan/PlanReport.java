package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckReport;
import io.github.jbuild.checks.CheckResult;
import java.util.List;

/**
 * The results of the checks for a profile and its plan.
 *
 * @param subject the profile, by the name that the user gave it
 * @param results of every check, in the order of their codes; what the profile suppresses is marked
 */
public record PlanReport(String subject, List<CheckResult> results) implements CheckReport {
  public PlanReport {
    results = List.copyOf(results);
  }
}
