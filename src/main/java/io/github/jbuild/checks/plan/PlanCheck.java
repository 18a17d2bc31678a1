package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;

/** A check of a profile and its plan; touches neither network nor engine. */
interface PlanCheck {

  /** What it is about. */
  Rule rule();

  /** Looks at a plan. */
  CheckResult check(PlanContext plan);
}
