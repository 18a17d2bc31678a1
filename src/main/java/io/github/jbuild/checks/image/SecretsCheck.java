package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.ImageConfig;
import io.github.jbuild.secret.SecretScanner;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Neither the configuration nor the history holds a secret. Reports never show the value. */
final class SecretsCheck implements ImageCheck {

  /** {@code NAME=value}, with quotes or without, in an instruction. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]*)=(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");

  private static final Rule RULE =
      new Rule(
          "JB212",
          "secrets",
          "neither configuration nor history contains a secret",
          "docker history shows every ENV, ARG and RUN to anyone who has the image, including those that"
              + " a later step unsets.");

  private static final String REMEDY =
      "revoke the secret, and pass the new one at run time or as a BuildKit secret";

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    ImageConfig config = image.config();
    Verdict verdict = new Verdict(RULE);
    config
        .env()
        .forEach(
            (name, value) -> variable(verdict, "the environment variable " + name, name, value));
    config.labels().forEach((name, value) -> variable(verdict, "the label " + name, name, value));
    SecretScanner.inWords(Startup.words(config))
        .ifPresent(kind -> verdict.error("the command contains " + kind, null, REMEDY));
    config
        .healthcheck()
        .flatMap(SecretScanner::inWords)
        .ifPresent(kind -> verdict.error("the health check contains " + kind, null, REMEDY));
    List<ImageConfig.History> history = config.history();
    for (int i = 0; i < history.size(); i++) {
      instruction(verdict, config, i + 1, history.get(i).createdBy());
    }
    return verdict.result(
        Count.of(config.env().size(), "variable")
            + ", "
            + Count.of(config.labels().size(), "label")
            + ", "
            + Count.of(history.size(), "row of history", "rows of history"));
  }

  private static void variable(Verdict verdict, String what, String name, String value) {
    SecretScanner.inVariable(name, value)
        .ifPresent(kind -> verdict.error(what + " contains " + kind, null, REMEDY));
  }

  private static void instruction(Verdict verdict, ImageConfig config, int row, String text) {
    Matcher assignments = ASSIGNMENT.matcher(text);
    while (assignments.find()) {
      String name = assignments.group(1);
      String value =
          Optional.ofNullable(assignments.group(2))
              .or(() -> Optional.ofNullable(assignments.group(3)))
              .orElseGet(() -> assignments.group(4));
      boolean known =
          value.equals(config.env().get(name)) || value.equals(config.labels().get(name));
      if (!known) {
        variable(verdict, "row " + row + " of the history sets " + name + ", which", name, value);
      }
    }
    if (SecretScanner.inText(ASSIGNMENT.matcher(text).replaceAll("")).isPresent()) {
      verdict.error(
          "row "
              + row
              + " of the history contains "
              + SecretScanner.inText(text).orElse("a secret"),
          null,
          REMEDY);
    }
  }
}
