package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.image.python.Distribution;
import io.github.jbuild.image.python.PipCheck;
import io.github.jbuild.image.python.PythonEnvironment;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.python.ProjectNames;
import io.github.jbuild.python.WheelTags;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What {@code pip check} would say, from the metadata: every requirement is installed. */
final class PipCheckCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB226",
          "pip-check",
          "the requirements of every distribution are installed",
          "A dependency left out with --no-deps, or replaced later, is missed only when something imports"
              + " it.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Set<String> explained =
        expected.profile().stream()
            .map(Profile::python)
            .flatMap(python -> python.withoutDependencies().stream())
            .map(ProjectNames::normalized)
            .collect(Collectors.toSet());
    Set<String> overridden =
        expected.profile().stream()
            .map(Profile::python)
            .flatMap(python -> python.overridden().stream())
            .map(ProjectNames::normalized)
            .collect(Collectors.toSet());
    Verdict verdict = new Verdict(RULE);
    Set<String> told = new LinkedHashSet<>();
    Set<String> excused = new TreeSet<>();
    Set<String> byDebian = new TreeSet<>();
    Set<String> replaced = new TreeSet<>();
    int count = 0;
    for (PythonEnvironment environment : image.python()) {
      count += environment.visible().size();
      for (PipCheck.Conflict conflict :
          PipCheck.of(environment, new WheelTags(environment.version(), image.glibc()))) {
        Optional<Distribution> found = environment.find(conflict.distribution());
        boolean debian = found.filter(image::fromDebian).isPresent();
        if (overridden.contains(conflict.requirement())) {
          replaced.add(conflict.requirement());
        } else if (explained.contains(conflict.distribution())) {
          excused.add(conflict.distribution());
        } else if (debian && conflict.kind() == PipCheck.Conflict.Kind.MISSING) {
          // Debian leaves out on purpose what its packages do not need, or only suggests it.
          byDebian.add(conflict.distribution());
        } else if (told.add(conflict.message())) {
          verdict.add(
              debian ? Severity.WARNING : Severity.ERROR,
              conflict.message().replaceAll("\\.$", ""),
              found.map(Distribution::metadataPath).orElse(null),
              null,
              "install what is missing, or list the distribution under python.no-deps");
        }
      }
    }
    if (count == 0) {
      return CheckResult.notApplicable(RULE, "there are no Python distributions");
    }
    return verdict.result(
        Count.of(count, "distribution")
            + without(excused, " without theirs because of no-deps")
            + without(byDebian, " without theirs because of Debian")
            + without(replaced, " allowed by overrides"));
  }

  private static String without(Set<String> names, String why) {
    return names.isEmpty() ? "" : ", " + String.join(", ", names) + why;
  }
}
