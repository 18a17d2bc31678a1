package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.ExpectedVersion;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the profile expects of the image is what it puts into it. */
final class ExpectationsCheck implements PlanCheck {

  private static final Rule RULE =
      new Rule(
          "JB131",
          "expectations",
          "the profile expects what it requests",
          "An expectation that the profile itself contradicts fails only after the whole build, in verify.",
          new Rule.Guide(
              "Error.",
              """
              expect:
                torch: 2.7.0
              """,
              "Change either expect or what contradicts it."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    Map<String, String> expected = plan.profile().expect().versions();
    if (expected.isEmpty()) {
      return CheckResult.notApplicable(RULE, "the profile expects nothing");
    }
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    Map<String, Sourced<String>> given = given(plan);
    expected.forEach(
        (name, range) -> {
          Sourced<String> version = given.get(name);
          if (version != null && !ExpectedVersion.parse(range).holdsFor(version.value())) {
            verdict.add(
                Severity.ERROR,
                "expect." + name,
                "the profile expects " + name + " " + range + " but requests " + version.value(),
                version.evidence(),
                "change one of them");
          }
        });
    return verdict.result(
        Count.of(expected.size(), "expectation") + "; verify (JB228) compares the image");
  }

  private static Map<String, Sourced<String>> given(PlanContext plan) {
    Map<String, Sourced<String>> given = new LinkedHashMap<>();
    given.put("python", new Sourced<>(plan.profile().python().version(), Evidence.PROFILE));
    plan.wheels()
        .forEach(
            wheel ->
                given.put(
                    wheel.name().replace("onnxruntime-gpu", "onnxruntime"),
                    new Sourced<>(wheel.pinned().version(), Evidence.PROFILE)));
    plan.profile()
        .sources()
        .forEach(
            (name, source) -> given.put(name, new Sourced<>(source.version(), Evidence.PROFILE)));
    given.put("cuda", ImageSoftware.cuda(plan));
    ImageSoftware.cudnn(plan).ifPresent(cudnn -> given.put("cudnn", cudnn));
    return given;
  }
}
