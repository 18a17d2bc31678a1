package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** No package index is set in the finished image. */
final class PackageIndexCheck implements ImageCheck {

  private static final List<String> VARIABLES =
      List.of(
          "PIP_INDEX_URL",
          "PIP_EXTRA_INDEX_URL",
          "PIP_FIND_LINKS",
          "PIP_NO_INDEX",
          "PIP_TRUSTED_HOST",
          "UV_INDEX",
          "UV_INDEX_URL",
          "UV_DEFAULT_INDEX",
          "UV_EXTRA_INDEX_URL",
          "UV_FIND_LINKS");

  private static final Set<String> SETTINGS =
      Set.of("index-url", "extra-index-url", "find-links", "index", "[[index]]", "default-index");

  private static final Rule RULE =
      new Rule(
          "JB214",
          "package-index",
          "no package index is set in the image",
          "An index that no longer exists breaks every later install in the image, and with a second one, pip"
              + " chooses between builds unpredictably.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Verdict verdict = new Verdict(RULE);
    for (String variable : VARIABLES) {
      if (!image.config().env().getOrDefault(variable, "").isEmpty()) {
        verdict.error(
            "the image sets " + variable,
            null,
            "set it in the step that installs, not with ENV; app: {env: {"
                + variable
                + ": \"\"}} takes"
                + " a base's away");
      }
    }
    Set<String> files = new TreeSet<>();
    image
        .files()
        .forEach(
            file -> {
              if (file.name().equals("pip.conf") || file.name().equals("uv.toml")) {
                files.add(file.path());
              }
            });
    for (String file : files) {
      setting(image.text(file))
          .ifPresent(
              line ->
                  verdict.error(
                      "it sets " + line, file, "remove it in the step that uses it to install"));
    }
    return verdict.result(
        VARIABLES.size()
            + " variables, "
            + (files.isEmpty() ? "no file" : String.join(", ", files))
            + " of settings");
  }

  private static Optional<String> setting(Optional<String> text) {
    return text.stream()
        .flatMap(String::lines)
        .map(line -> line.split("=", 2)[0].strip())
        .filter(key -> SETTINGS.contains(key.replace('_', '-')))
        .findFirst();
  }
}
