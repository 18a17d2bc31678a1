package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.facts.ImageFacts.TorchPair;
import io.github.jbuild.image.python.Distribution;
import io.github.jbuild.python.Pep440Version;
import java.util.Optional;

/** torchvision and torchaudio are those of the installed torch. */
final class VersionPairsCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB223",
          "version-pairs",
          "torchvision and torchaudio match the installed torch",
          "With another torch their operators do not register: \"operator torchvision::nms does not"
              + " exist\".");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Optional<Distribution> torch = image.distribution("torch");
    Optional<String> minor = torch.flatMap(VersionPairsCheck::minor);
    Optional<TorchPair> pair = minor.flatMap(expected.facts()::pair);
    if (pair.isEmpty()) {
      return CheckResult.notApplicable(
          RULE,
          torch
              .map(found -> "nothing is known about the companion packages of " + found)
              .orElse("torch is not installed"));
    }
    Verdict verdict = new Verdict(RULE);
    StringBuilder evidence = new StringBuilder(torch.orElseThrow().toString());
    compare(verdict, image, evidence, "torchvision", pair.get().torchvision());
    compare(verdict, image, evidence, "torchaudio", pair.get().torchaudio());
    return verdict.result(evidence.toString());
  }

  private static void compare(
      Verdict verdict, ImageContext image, StringBuilder evidence, String name, String wanted) {
    image
        .distribution(name)
        .ifPresent(
            found -> {
              evidence.append(" with ").append(found);
              if (!minor(found).orElse(found.version()).equals(wanted)) {
                verdict.error(
                    found
                        + " is installed, but "
                        + evidence.substring(0, evidence.indexOf(" with "))
                        + " goes with "
                        + name
                        + " "
                        + wanted,
                    found.metadataPath(),
                    "pin the " + name + " that was built with this torch, or remove it");
              }
            });
  }

  /** Major and minor, as the table of pairs has them. */
  private static Optional<String> minor(Distribution distribution) {
    return distribution
        .parsedVersion()
        .map(Pep440Version::release)
        .filter(release -> release.size() > 1)
        .map(release -> release.get(0) + "." + release.get(1));
  }
}
