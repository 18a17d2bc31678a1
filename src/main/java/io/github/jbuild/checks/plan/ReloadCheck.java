package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import java.util.Locale;
import java.util.Set;

/** No server is started with a reloader. */
final class ReloadCheck implements PlanCheck {

  private static final Set<String> OFF = Set.of("0", "false", "no", "off", "n", "f");

  private static final Rule RULE =
      new Rule(
          "JB117",
          "reload",
          "no server is started with --reload",
          "uvicorn's and gunicorn's reloader forks after CUDA is initialized, which corrupts the GPU's state.",
          new Rule.Guide(
              "Error.",
              """
              app:
                command: [uvicorn, app:app, --loop, asyncio, --reload]
              """,
              "Remove --reload; it is for development without a GPU."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    if (plan.commandWords().contains("--reload")) {
      verdict.add(
          Severity.ERROR,
          plan.startField("--reload"),
          "the command has --reload",
          Evidence.PROFILE,
          "remove it; it is for development");
    }
    String variable = plan.profile().app().env().getOrDefault("UVICORN_RELOAD", "");
    if (!variable.isEmpty() && !OFF.contains(variable.toLowerCase(Locale.ROOT))) {
      verdict.add(
          Severity.ERROR,
          "app.env.UVICORN_RELOAD",
          "UVICORN_RELOAD is set",
          Evidence.PROFILE,
          "remove it; it is for development");
    }
    return verdict.result("command and environment");
  }
}
