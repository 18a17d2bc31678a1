package io.github.jbuild.checks.plan;

import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.profile.Profile;
import java.util.Optional;

/**
 * What checks look at.
 *
 * @param plan the plan
 * @param facts what plans are held against
 */
record PlanUnderTest(Plan plan, PlanFacts facts) {

  Profile profile() {
    return plan.profile();
  }

  /** Where a field is written, such as {@code python.wheels.torch}. */
  Optional<SourceSpan> place(String field) {
    return profile().origins().of(field);
  }
}
