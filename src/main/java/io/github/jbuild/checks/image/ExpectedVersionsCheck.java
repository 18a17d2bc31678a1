package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.ExpectedVersion;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.facts.Confidence;
import io.github.jbuild.image.python.Distribution;
import io.github.jbuild.image.software.Component;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The software has the versions that the profile expects. */
final class ExpectedVersionsCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB228",
          "versions",
          "the software has the expected versions",
          "Version tables kept by hand are wrong within weeks; this one is read from"
              + " the files.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Map<String, String> versions =
        expected
            .profile()
            .map(Profile::expect)
            .map(Profile.Expect::versions)
            .orElseGet(() -> ofRelease(image, expected));
    if (versions.isEmpty()) {
      return CheckResult.notApplicable(RULE, "no versions are expected");
    }
    Verdict verdict = new Verdict(RULE);
    List<String> evidence = new ArrayList<>();
    versions.forEach(
        (name, wanted) -> {
          List<Found> found = find(image, name);
          // Majors of cuDNN lie side by side: a base may keep the one that it came with.
          boolean beside =
              name.equals("cudnn")
                  && found.stream()
                      .anyMatch(one -> ExpectedVersion.parse(wanted).holdsFor(one.version()));
          String place = "expect." + name;
          if (found.isEmpty()) {
            verdict.add(
                Severity.ERROR,
                name + " " + wanted + " is expected, but not installed",
                null,
                expected.place(place),
                "");
          }
          for (Found one : found) {
            evidence.add(name + " " + one.version());
            if (!beside && !ExpectedVersion.parse(wanted).holdsFor(one.version())) {
              verdict.add(
                  Severity.ERROR,
                  name + " " + wanted + " is expected, but " + one.version() + " is installed",
                  one.path(),
                  expected.place(place),
                  "");
            }
          }
        });
    return verdict.result(String.join(", ", evidence));
  }

  /**
   * Without a profile, the versions that belong to the L4T release in the label that jbuild sets,
   * of what the image has: it need not have any of them.
   */
  private static Map<String, String> ofRelease(ImageContext image, Expectations expected) {
    Map<String, String> versions = new LinkedHashMap<>();
    String label = image.config().labels().getOrDefault("io.github.jbuild.l4t", "");
    expected.releases().releases().stream()
        .filter(release -> release.l4t().equals(label) && release.confidence() != Confidence.C)
        .findFirst()
        .ifPresent(
            release -> {
              versions.put("cuda", minor(release.cuda()));
              versions.put("cudnn", minor(release.cudnn()));
              versions.put("tensorrt", minor(release.tensorrt()));
            });
    versions.keySet().removeIf(name -> find(image, name).isEmpty());
    return versions;
  }

  /** Major and minor: releases carry patches of their own. */
  private static String minor(String version) {
    int second = version.indexOf('.', version.indexOf('.') + 1);
    return second < 0 ? version : version.substring(0, second);
  }

  private record Found(String version, String path) {}

  /** A component of the software table, or else a Python distribution. */
  private static List<Found> find(ImageContext image, String name) {
    List<Component> components =
        image.software().components().stream()
            .filter(component -> component.name().equalsIgnoreCase(name))
            .filter(component -> !isHidden(image, component))
            .toList();
    if (!components.isEmpty()) {
      return components.stream().map(c -> new Found(c.version(), c.path())).toList();
    }
    Optional<Distribution> distribution = image.distribution(name);
    return distribution.map(d -> new Found(d.version(), d.metadataPath())).stream().toList();
  }

  /**
   * Whether it is a distribution that cannot be imported because one of the same name comes first.
   */
  private static boolean isHidden(ImageContext image, Component component) {
    return image.python().stream()
        .flatMap(environment -> environment.shadowed().stream())
        .anyMatch(hidden -> hidden.metadataPath().equals(component.path()));
  }
}
