package io.github.jbuild.cli.build;

import io.github.jbuild.build.BuildJob;
import io.github.jbuild.build.PlannedJob;
import io.github.jbuild.checks.plan.PlanReport;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.options.PlannedProfiles;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.render.Dialect;
import io.github.jbuild.render.Renderer;
import java.util.List;
import picocli.CommandLine.Mixin;

/**
 * The profiles of the command line as jobs: planned, rendered for the builder, with their contexts.
 */
public final class ProfileJobs implements JobOptions {

  @Mixin private final PlannedProfiles profiles;

  private final BuiltIns builtIns;
  private List<Plan> plans = List.of();
  private List<PlanReport> reports = List.of();

  public ProfileJobs(BuiltIns builtIns) {
    this.builtIns = builtIns;
    this.profiles = new PlannedProfiles(builtIns);
  }

  @Override
  public int load() {
    plans = profiles.plans();
    reports = profiles.reports(plans);
    return plans.size();
  }

  @Override
  public List<PlanReport> reports() {
    return reports;
  }

  @Override
  public List<BuildJob> jobs(Dialect dialect) {
    Renderer renderer = builtIns.renderer();
    return plans.stream().map(plan -> PlannedJob.of(plan, renderer.render(plan, dialect))).toList();
  }

  @Override
  public Plan plan(String profile) {
    return plans.stream()
        .filter(plan -> plan.profile().name().equals(profile))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public FactTables facts() {
    return profiles.facts();
  }
}
