package io.github.jbuild.cli.profile;

import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.github.jbuild.plan.Versions;
import java.io.PrintWriter;

/** A plan as a table: stage by stage, each step with its field and its reason. */
final class PlanTable {

  private static final int MAX_TITLE = 58;

  private PlanTable() {}

  static void print(Plan plan, PrintWriter out) {
    out.println(plan.profile().name() + "  " + Versions.line(plan));
    int number = 0;
    for (Stage stage : plan.stages()) {
      out.println();
      out.println(stage.name() + "  from " + stage.from() + ": " + stage.why());
      for (Step step : stage.steps()) {
        number++;
        out.printf(
            "%4d  %-" + MAX_TITLE + "s  %s%n",
            number,
            shorten(step.title()),
            step.origin().field());
        out.printf("      %s%n", "why: " + step.origin().why());
      }
    }
  }

  private static String shorten(String title) {
    return title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE - 1) + "…";
  }
}
