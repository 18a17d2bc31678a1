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
          "A wheel without a library that it links does not import, which nobody sees before the first start: \"cannot open shared object file\". Two builds of torch 2.8.0 differ in it.",
          new Rule.Guide(
              "Error.",
              """
              libraries:
                cupti: null
              """,
              "Bring the library by its set or package, which the finding names."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanUnderTest plan) {
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
                  + ", which nothing brings into the image",
              wheel.grounds().and(Grounds.of(plan.family())),
              provided.remedy(soname));
        }
      }
    }
    return needs == 0
        ? CheckResult.notApplicable(
            RULE, "nothing is known about the libraries of the wheels; JB231 of verify looks")
        : verdict.result(
            Count.of(needs, "library", "libraries") + "; JB231 of verify follows them all");
  }
}
