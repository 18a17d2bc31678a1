package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.plan.RequirementLine.IndexOption;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Jetson wheels come from the Jetson index and everything else from PyPI; nothing says otherwise.
 */
final class IndexPolicyCheck implements PlanCheck {

  private static final Set<String> VARIABLES =
      Set.of(
          "PIP_INDEX_URL",
          "PIP_EXTRA_INDEX_URL",
          "PIP_FIND_LINKS",
          "UV_INDEX",
          "UV_INDEX_URL",
          "UV_DEFAULT_INDEX",
          "UV_EXTRA_INDEX_URL",
          "UV_FIND_LINKS");

  private static final Pattern OPTION =
      Pattern.compile("--(?:extra-)?index-url|--find-links|--default-index");

  private static final String REMEDY =
      "remove it: Jetson wheels come from python.index, pinned, and everything else from PyPI";

  private static final Rule RULE =
      new Rule(
          "JB111",
          "index-policy",
          "no second package index is configured",
          "Given two indexes, an installer chooses the better tag, not the first index: PyPI's manylinux CPU wheel wins over the Jetson build of the same version.",
          new Rule.Guide(
              "Error; warning for an index that no longer responds, because its wheels may be available elsewhere.",
              """
              python:
                env:
                  PIP_EXTRA_INDEX_URL: https://pypi.example/simple
              """,
              "Pin what is not on PyPI under python.wheels, and remove the option or variable. An empty value in app.env unsets a variable of the base."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    Profile profile = plan.profile();
    for (IndexOption option : plan.requirements().options()) {
      verdict.add(
          Severity.ERROR,
          option.place(),
          option.option() + " sets another package index",
          Evidence.PROFILE,
          REMEDY);
    }
    variables(verdict, "app.env", profile.app().env());
    variables(verdict, "python.env", profile.python().env());
    profile
        .sources()
        .forEach((n, source) -> variables(verdict, "sources." + n + ".env", source.env()));
    for (int i = 0; i < profile.raw().size(); i++) {
      if (profile.raw().get(i).lines().stream().anyMatch(line -> OPTION.matcher(line).find())) {
        verdict.add(
            Severity.ERROR,
            "raw[" + i + "]",
            "it sets another package index",
            Evidence.PROFILE,
            REMEDY);
      }
    }
    index(verdict, plan);
    return verdict.result(
        "the environment, "
            + profile.python().index()
            + ", "
            + Count.of(plan.requirements().lines().size(), "requirement"));
  }

  private static void variables(PlanVerdict verdict, String field, Map<String, String> env) {
    env.forEach(
        (name, value) -> {
          if (VARIABLES.contains(name) && !value.isEmpty()) {
            verdict.add(
                Severity.ERROR,
                field + "." + name,
                name + " sets another package index",
                Evidence.PROFILE,
                REMEDY);
          }
        });
  }

  private static void index(PlanVerdict verdict, PlanContext plan) {
    Python python = plan.profile().python();
    boolean used = python.wheels().values().stream().anyMatch(wheel -> wheel.urlOrNull() == null);
    String host = String.valueOf(python.index().getHost());
    if (host.equals("pypi.org") || host.endsWith(".pypi.org")) {
      verdict.add(
          Severity.ERROR,
          "python.index",
          "python.index is PyPI, which has no builds for Jetson",
          Evidence.PROFILE,
          "use the Jetson index, such as https://pypi.jetson-ai-lab.io/jp6/cu126");
      return;
    }
    plan.facts()
        .index(python.index().toString())
        .filter(row -> used && !row.alive())
        .ifPresent(
            row ->
                verdict.add(
                    Severity.WARNING,
                    "python.index",
                    "the index " + row.url() + " no longer responds: " + row.why(),
                    Evidence.of(row),
                    "use one that does, or give each wheel its url"));
  }
}
