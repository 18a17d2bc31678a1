package io.github.jbuild.cli.explain;

import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.image.ImageCheck;
import io.github.jbuild.checks.image.ImageChecks;
import io.github.jbuild.checks.plan.PlanChecks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what checks are about. */
final class CodePages {

  private CodePages() {}

  /** All rules, in the order of their codes. */
  static List<Rule> rules() {
    return Stream.concat(
            PlanChecks.rules().stream(), ImageChecks.all().stream().map(ImageCheck::rule))
        .toList();
  }

  /** The page of a check. */
  static Optional<Page> of(String code) {
    String wanted = code.toUpperCase(Locale.ROOT);
    return rules().stream()
        .filter(rule -> rule.code().equals(wanted))
        .findFirst()
        .map(CodePages::page);
  }

  private static Page page(Rule rule) {
    Map<String, String> name = new LinkedHashMap<>();
    name.put("code", rule.code());
    name.put("name", rule.name());
    Map<String, String> parts = new LinkedHashMap<>();
    boolean early = rule.code().startsWith("JB1");
    parts.put("checks", "that " + rule.title());
    parts.put("why", rule.why());
    parts.put(
        "found",
        early
            ? "on the profile and its plan, by profile validate, plan and build, without network access"
            : "on the files and configuration of the finished image, by verify and build --verify");
    rule.guide()
        .ifPresent(
            guide -> {
              parts.put("severity", guide.severity());
              parts.put("remedy", guide.remedy());
            });
    if (early) {
      parts.put(
          "ignore", "in the profile: ignore: {" + rule.code() + ": why it does not matter here}");
    }
    return new Page(name, parts);
  }
}
