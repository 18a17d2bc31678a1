package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.secret.SecretScanner;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** No field holds a secret. */
final class SecretsCheck implements PlanCheck {

  private static final String REMEDY =
      "revoke it, and pass the new one at run time or with --secret";

  private static final Rule RULE =
      new Rule(
          "JB115",
          "secret-in-env",
          "no variable, label, command or URL contains a secret",
          "docker history shows every ENV, ARG and RUN to anyone who has the image, and a profile is kept with the source code.",
          new Rule.Guide(
              "Error. Neither the value nor its line is printed.",
              """
              app:
                env:
                  DB_PASSWORD: correct-horse-battery
              """,
              "Pass secrets at run time, or to the build with --secret."));

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(PlanContext plan) {
    PlanVerdict verdict = new PlanVerdict(RULE, plan);
    Profile profile = plan.profile();
    variables(verdict, "app.env", profile.app().env());
    variables(verdict, "python.env", profile.python().env());
    variables(verdict, "image.labels", profile.image().labels());
    profile
        .sources()
        .forEach((n, source) -> variables(verdict, "sources." + n + ".env", source.env()));
    words(verdict, "app.entrypoint", profile.app().entrypoint());
    words(verdict, "app.command", profile.app().command());
    for (int i = 0; i < profile.raw().size(); i++) {
      words(verdict, "raw[" + i + "]", profile.raw().get(i).lines());
    }
    plan.requirements()
        .secrets()
        .forEach(secret -> found(verdict, secret.place(), "it contains " + secret.kind()));
    Map<String, URI> urls = urls(profile);
    urls.forEach((field, url) -> url(verdict, field, url));
    return verdict.result(
        Count.of(profile.app().env().size() + profile.python().env().size(), "variable")
            + ", "
            + Count.of(profile.image().labels().size(), "label")
            + ", "
            + Count.of(urls.size(), "URL"));
  }

  /** The results with no finding that shows a line with a secret. */
  static List<CheckResult> hideLines(List<CheckResult> results) {
    List<SourceSpan> secret =
        results.stream()
            .filter(result -> result.rule().equals(RULE))
            .flatMap(result -> result.findings().stream())
            .flatMap(finding -> finding.place().stream())
            .toList();
    return secret.isEmpty()
        ? results
        : results.stream().map(result -> hideLines(result, secret)).toList();
  }

  private static CheckResult hideLines(CheckResult result, List<SourceSpan> secret) {
    return new CheckResult(
        result.rule(),
        result.status(),
        result.evidence(),
        result.findings().stream()
            .map(
                finding ->
                    finding
                            .place()
                            .filter(place -> secret.stream().anyMatch(place::isBeside))
                            .isEmpty()
                        ? finding
                        : finding.withoutLine())
            .toList());
  }

  private static Map<String, URI> urls(Profile profile) {
    Map<String, URI> urls = new LinkedHashMap<>();
    urls.put("python.index", profile.python().index());
    profile
        .python()
        .wheels()
        .forEach(
            (name, wheel) -> {
              if (wheel.urlOrNull() != null) {
                urls.put("python.wheels." + name + ".url", wheel.urlOrNull());
              }
            });
    profile.sources().forEach((name, source) -> urls.put("sources." + name, source.from().url()));
    profile.tools().forEach((name, tool) -> urls.put("tools." + name + ".url", tool.url()));
    profile
        .apt()
        .repositories()
        .forEach((name, from) -> urls.put("apt.repositories." + name + ".url", from.url()));
    return urls;
  }

  private static void variables(PlanVerdict verdict, String field, Map<String, String> values) {
    values.forEach(
        (name, value) ->
            SecretScanner.inVariable(name, value)
                .ifPresent(kind -> found(verdict, field + "." + name, name + " contains " + kind)));
  }

  private static void words(PlanVerdict verdict, String field, List<String> words) {
    SecretScanner.inWords(words).ifPresent(kind -> found(verdict, field, "it contains " + kind));
  }

  /** Parameters of the query, such as {@code ?token=…}. */
  private static void url(PlanVerdict verdict, String field, URI url) {
    String query = url.getQuery() == null ? "" : url.getQuery();
    for (String parameter : query.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      SecretScanner.inVariable(parts[0], parts.length > 1 ? parts[1] : "")
          .ifPresent(kind -> found(verdict, field, "the URL contains " + kind));
    }
  }

  private static void found(PlanVerdict verdict, String field, String message) {
    verdict.add(Severity.ERROR, field, message, Evidence.PROFILE, REMEDY);
  }

  private static void found(PlanVerdict verdict, SourceSpan place, String message) {
    verdict.add(Severity.ERROR, place, message, Evidence.PROFILE, REMEDY);
  }
}
