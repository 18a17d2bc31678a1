package io.github.jbuild.cli.profile;

import io.github.jbuild.checks.plan.PlanChecks;
import io.github.jbuild.checks.plan.PlanReport;
import io.github.jbuild.cli.options.ProfileOptions;
import io.github.jbuild.cli.terminal.ProblemText;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.ProfileProblem;
import io.github.jbuild.profile.load.ProfileLoader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Profiles that are read, planned and checked one by one; what is wrong ends nothing. */
final class CheckedProfiles {

  private final ProfileOptions options;
  private final ProfileLoader loader;
  private final PrintWriter problems;
  private final PlanFacts facts;
  private final List<PlanReport> reports = new ArrayList<>();
  private int invalid;

  /**
   * @param problems gets what makes a profile invalid
   */
  CheckedProfiles(ProfileOptions options, PlanFacts facts, PrintWriter problems) {
    this.options = options;
    this.loader = options.loader();
    this.facts = facts;
    this.problems = problems;
  }

  /** Reads a profile, and checks it if it is valid. */
  void check(String name) {
    try {
      var read = loader.read(options.selection(name));
      for (ProfileProblem problem : read.problems()) {
        problems.print(ProblemText.of(problem));
      }
      if (read.problems().isEmpty()) {
        reports.add(
            PlanChecks.report(name, new Planner(facts.facts()).plan(read.profile()), facts));
      } else {
        invalid++;
      }
    } catch (JbuildException e) {
      problems.print(ProblemText.of(e));
      invalid++;
    }
    problems.flush();
  }

  /** How many could not be read or planned. */
  int invalid() {
    return invalid;
  }

  /** The results of the checks for the others, in the order of their names. */
  List<PlanReport> reports() {
    return List.copyOf(reports);
  }
}
