package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.FirstProcess;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import java.util.List;

/** An init is the first process of the container. */
final class InitCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB116",
          "init",
          "an init is the first process",
          "Python as process 1 ignores SIGTERM, so that docker stop waits ten seconds and kills it; a shell passes no signal on.",
          new Rule.Guide(
              "Error.",
              """
              app:
                entrypoint: [python3, -m, app]
                command: []
              """,
              "Write app: {entrypoint: [tini, --], command: [...]} with tini in apt.runtime; in the shell form, put exec before the program."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanUnderTest plan) {
    List<String> words = plan.words();
    if (words.isEmpty()) {
      return CheckResult.notApplicable(
          RULE,
          "the profile sets neither entrypoint nor command; JB205 of verify reads the base's");
    }
    FirstProcess first = FirstProcess.of(words);
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    if (first.shell() || first.isServer()) {
      verdict.add(
          Severity.ERROR,
          plan.startField(),
          "process 1 is " + first.name() + (first.shell() ? ", which passes no signal on" : ""),
          Grounds.PROFILE,
          "app: {entrypoint: [tini, --], command: [...]} with tini in apt.runtime");
    }
    return verdict.result(
        "process 1 is " + first.name() + "; JB205 of verify looks into scripts of the image");
  }
}
