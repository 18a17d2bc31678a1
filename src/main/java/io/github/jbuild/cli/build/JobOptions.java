package io.github.jbuild.cli.build;

import io.github.jbuild.build.BuildJob;
import io.github.jbuild.checks.plan.PlanReport;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.render.Dialect;
import java.util.List;

/**
 * The options that choose what is built, as a picocli mixin, and the jobs that they stand for once
 * they are parsed.
 */
public interface JobOptions {

  /**
   * Loads and plans the chosen profiles, without network and engine.
   *
   * @return how many there are; at least one
   * @throws JbuildException with the place of what is wrong
   */
  int load();

  /** The results of the checks for each chosen profile, in their order; computed once. */
  List<PlanReport> reports();

  /**
   * Renders the chosen profiles.
   *
   * @param dialect what the builder understands
   * @return a job for each profile, in the order of the command line; at least one
   * @throws JbuildException with the place of what is wrong
   */
  List<BuildJob> jobs(Dialect dialect);

  /**
   * The plan behind a job of {@link #jobs}.
   *
   * @param profile the job's profile
   */
  Plan plan(String profile);

  /** The facts that the plans are made with. */
  FactTables facts();
}
