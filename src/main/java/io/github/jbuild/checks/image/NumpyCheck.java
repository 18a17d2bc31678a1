package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Count;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.facts.ImageFacts.NumpyNeed;
import io.github.jbuild.image.python.DirectUrl;
import io.github.jbuild.image.python.Distribution;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import io.github.jbuild.python.ProjectNames;
import io.github.jbuild.python.Requirement;
import io.github.jbuild.python.VersionSpecifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** NumPy is a version that the Jetson wheels were compiled against. */
final class NumpyCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB224",
          "numpy",
          "NumPy is a version that the Jetson wheels were compiled against",
          "A wheel compiled against NumPy 1 fails or crashes with NumPy 2; its metadata"
              + " does not say so.");

  /** A limit and who sets it. */
  private record Limit(VersionSpecifiers versions, String who, @Nullable SourceSpan place) {}

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Optional<Distribution> numpy = image.distribution("numpy");
    if (numpy.isEmpty()) {
      return CheckResult.notApplicable(RULE, "NumPy is not installed");
    }
    List<Limit> limits = limits(image, expected);
    if (limits.isEmpty()) {
      return CheckResult.notApplicable(
          RULE, numpy.get() + "; it is not known which NumPy the wheels need");
    }
    Verdict verdict = new Verdict(RULE);
    for (Limit limit : limits) {
      if (!limit.versions().containsInstalled(numpy.get().version())) {
        verdict.add(
            Severity.ERROR,
            numpy.get() + " is installed, but " + limit.who() + " wants numpy" + limit.versions(),
            numpy.get().metadataPath(),
            limit.place(),
            "python: {constraints: [\"numpy" + limit.versions() + "\"]} applies to every install");
      }
    }
    return verdict.result(
        numpy.get() + ", as " + Count.of(limits.size(), "source wants", "sources want") + " it");
  }

  private static List<Limit> limits(ImageContext image, Expectations expected) {
    List<Limit> limits = new ArrayList<>();
    List<String> constraints =
        expected.profile().map(Profile::python).map(Python::constraints).orElse(List.of());
    for (int i = 0; i < constraints.size(); i++) {
      Requirement constraint = Requirement.parse(constraints.get(i));
      if (constraint.normalizedName().equals("numpy")) {
        SourceSpan place = expected.place("python.constraints[" + i + "]");
        limits.add(new Limit(constraint.specifiers(), "the profile's constraint", place));
      }
    }
    for (NumpyNeed need : expected.facts().numpy()) {
      image
          .distribution(need.name())
          .filter(found -> isBuild(found, need))
          .ifPresent(
              found ->
                  limits.add(
                      new Limit(VersionSpecifiers.parse(need.numpy()), found.toString(), null)));
    }
    return limits;
  }

  private static boolean isBuild(Distribution found, NumpyNeed need) {
    return ProjectNames.normalized(need.name()).equals(found.normalizedName())
        && found
            .directUrl()
            .flatMap(DirectUrl::sha256)
            .filter(hash -> hash.hex().startsWith(need.sha256()))
            .isPresent();
  }
}
