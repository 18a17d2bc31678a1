package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.Confidence;
import java.util.List;

/** GDAL's data folder is not set together with a wheel that bundles its own GDAL. */
final class GdalDataCheck implements PlanCheck {

  private static final List<String> BUNDLING = List.of("rasterio", "fiona", "pyogrio");

  private static final List<String> VARIABLES = List.of("GDAL_DATA", "PROJ_LIB", "PROJ_DATA");

  private static final Evidence EVIDENCE =
      new Evidence(Confidence.B, "roboflow/inference 336eab449");

  private static final Rule RULE =
      new Rule(
          "JB119",
          "gdal-data",
          "GDAL_DATA is not set if wheels bundle their own GDAL",
          "rasterio and fiona bundle their own GDAL and PROJ; a variable that points to another version's data breaks them.",
          new Rule.Guide(
              "Warning.",
              """
              python:
                packages: [rasterio==1.4.3, numpy==1.26.4]
              app:
                env:
                  GDAL_DATA: /usr/local/share/gdal
              """,
              "Remove the variable from app.env; a GDAL in /usr/local finds its data without it."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    List<String> bundling = BUNDLING.stream().filter(plan.requirements()::installs).toList();
    if (bundling.isEmpty()) {
      return CheckResult.notApplicable(RULE, "no package that bundles its own GDAL is requested");
    }
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    for (String variable : VARIABLES) {
      if (!plan.profile().app().env().getOrDefault(variable, "").isEmpty()) {
        verdict.add(
            Severity.WARNING,
            "app.env." + variable,
            variable
                + " is set together with "
                + bundling.get(0)
                + ", which bundles its own GDAL and data",
            EVIDENCE,
            "remove it");
      }
    }
    return verdict.result(String.join(", ", bundling));
  }
}
