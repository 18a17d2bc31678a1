package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.python.Distribution;
import io.github.jbuild.image.python.PythonEnvironment;
import java.util.LinkedHashSet;
import java.util.Set;

/** Every distribution is installed once, and none is left half removed. */
final class InterruptedInstallsCheck implements ImageCheck {

  private static final Set<String> JETSON =
      Set.of("torch", "torchvision", "torchaudio", "onnxruntime", "onnxruntime-gpu", "numpy");

  private static final Rule RULE =
      new Rule(
          "JB227",
          "installed-once",
          "every distribution is installed once",
          "Of two torches on the path, the first is imported; with two sets of metadata in one directory, pip"
              + " sees one and Python the other.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Verdict verdict = new Verdict(RULE);
    int count = 0;
    Set<String> told = new LinkedHashSet<>();
    for (PythonEnvironment environment : image.python()) {
      count += environment.visible().size();
      for (Distribution again : environment.duplicates()) {
        if (!image.fromDebian(again) && told.add(again.metadataPath())) {
          verdict.error(
              again + " has metadata in the same directory as that of another version",
              again.metadataPath(),
              "an install was interrupted: install it again in one step");
        }
      }
      for (Distribution hidden : environment.shadowed()) {
        if (told.add(hidden.metadataPath())
            && !hidden.siteFolder().startsWith("/usr/lib/python3")) {
          verdict.add(
              JETSON.contains(hidden.normalizedName()) ? Severity.ERROR : Severity.WARNING,
              hidden
                  + " is hidden by "
                  + environment.find(hidden.name()).orElse(hidden)
                  + ", which comes earlier on the path",
              hidden.metadataPath(),
              null,
              "remove one of them");
        }
      }
      for (String leftover : environment.leftovers()) {
        if (told.add(leftover)) {
          verdict.warning(
              "pip renamed it for an uninstall that did not finish",
              leftover,
              "remove the directory");
        }
      }
    }
    return count == 0
        ? CheckResult.notApplicable(RULE, "there are no Python distributions")
        : verdict.result(Count.of(count, "distribution"));
  }
}
