package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.core.Platform;

/** The image says that it is for linux/arm64. */
final class PlatformCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB201",
          "platform",
          "the image is for linux/arm64",
          "An engine on a Jetson runs an image for another platform under emulation or not at all.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Platform platform = image.config().platform();
    Verdict verdict = new Verdict(RULE);
    if (!platform.equals(Platform.LINUX_ARM64)) {
      verdict.error(
          "the image is for " + platform,
          null,
          "build it with --platform "
              + Platform.LINUX_ARM64
              + ", from base images for that platform");
    }
    return verdict.result(platform.toString());
  }
}
