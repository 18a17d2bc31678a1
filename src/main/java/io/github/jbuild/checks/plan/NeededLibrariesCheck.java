package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.WheelFact;
import java.util.List;

/** The runtime stage gets the libraries that pinned wheels open when they are imported. */
final class NeededLibrariesCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB108",
          "needed-libraries",
          "the image gets the libraries that the wheels need",
          "A wheel that lacks a library it links does not import, which shows only at the first start: \"cannot open shared object file\". Two builds of torch 2.8.0 differ in this.",
          new Rule.Guide(
              "Error.",
              """
              libraries:
                cupti: null
              """,
              "Add the library with the library set or package that the finding names."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    ProvidedLibraries provided = new ProvidedLibraries(plan);
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    int needs = 0;
    for (JetsonWheel wheel : plan.wheels()) {
      List<String> sonames = wheel.fact().map(WheelFact::needs).orElse(List.of());
      for (String soname : sonames) {
        needs++;
        if (!provided.has(soname)) {
          verdict.add(
              Severity.ERROR,
              wheel.field(),
              wheel
                  + " (sha256 "
                  + wheel.pinned().sha256().hex().substring(0, 7)
                  + "…) needs "
                  + soname
                  + ", which nothing adds to the image",
              wheel.evidence().and(Evidence.of(plan.family())),
              provided.remedy(soname));
        }
      }
    }
    return needs == 0
        ? CheckResult.notApplicable(
            RULE,
            "it is not known which libraries the wheels need; verify (JB231) reads it from the image")
        : verdict.result(
            Count.of(needs, "library", "libraries") + "; verify (JB231) checks all of them");
  }
}
