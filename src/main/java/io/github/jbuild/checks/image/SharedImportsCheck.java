package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.python.Distribution;
import io.github.jbuild.image.python.PythonEnvironment;
import io.github.jbuild.image.python.SharedImportName;
import java.util.List;
import java.util.TreeSet;

/** No two distributions contain the same module, such as the CPU and the GPU onnxruntime. */
final class SharedImportsCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB225",
          "shared-imports",
          "no two distributions contain the same module",
          "onnxruntime and onnxruntime-gpu install into the same directory; the CPU build, which dependencies"
              + " pull in, silently overwrites the GPU build.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Verdict verdict = new Verdict(RULE);
    TreeSet<String> seen = new TreeSet<>();
    for (PythonEnvironment environment : image.python()) {
      for (SharedImportName shared : SharedImportName.in(environment)) {
        if (shared.distributions().stream().allMatch(image::fromDebian)) {
          // dpkg does not let two packages contain the same file; what they share is a namespace.
          continue;
        }
        List<String> names = shared.distributions().stream().map(Distribution::toString).toList();
        if (seen.add(shared.name() + names)) {
          verdict.add(
              isGpu(shared) ? Severity.ERROR : Severity.WARNING,
              "the module " + shared.name() + " is in " + String.join(" and in ", names),
              shared.distributions().get(0).metadataPath(),
              null,
              "python: {remove: [...]} uninstalls the unwanted one");
        }
      }
    }
    int count = image.python().stream().mapToInt(e -> e.visible().size()).sum();
    return count == 0
        ? CheckResult.notApplicable(RULE, "there are no Python distributions")
        : verdict.result(Count.of(count, "distribution"));
  }

  private static boolean isGpu(SharedImportName shared) {
    return shared.distributions().stream().anyMatch(d -> d.normalizedName().endsWith("-gpu"));
  }
}
