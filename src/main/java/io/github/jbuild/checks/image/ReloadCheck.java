package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** No server is started with {@code --reload}. */
final class ReloadCheck implements ImageCheck {

  private static final Set<String> OFF = Set.of("0", "false", "no", "off", "n", "f");

  private static final Rule RULE =
      new Rule(
          "JB206",
          "no-reload",
          "no server is started with --reload",
          "uvicorn's and gunicorn's reloader forks after CUDA is initialized, which corrupts the GPU's"
              + " state.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    List<String> words = Startup.words(image.config());
    if (words.isEmpty()) {
      return CheckResult.notApplicable(RULE, "the image has neither entrypoint nor command");
    }
    Verdict verdict = new Verdict(RULE);
    // The shell form is one word with the whole command line in it.
    boolean reloads =
        words.stream()
            .flatMap(word -> Arrays.stream(word.split("\\s+", -1)))
            .anyMatch(word -> word.equals("--reload"));
    if (reloads) {
      verdict.error("the command has --reload", null, "remove it; it is for development");
    }
    String variable = image.config().env().getOrDefault("UVICORN_RELOAD", "");
    if (!variable.isEmpty() && !OFF.contains(variable.toLowerCase(Locale.ROOT))) {
      verdict.error("the image sets UVICORN_RELOAD", null, "remove it");
    }
    return verdict.result(String.join(" ", Startup.shown(words)));
  }
}
