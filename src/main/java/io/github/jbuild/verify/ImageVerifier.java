package io.github.jbuild.verify;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.image.Expectations;
import io.github.jbuild.checks.image.ImageCheck;
import io.github.jbuild.checks.image.ImageChecks;
import io.github.jbuild.checks.image.ImageContext;
import io.github.jbuild.image.Image;
import java.util.ArrayList;
import java.util.List;

/** Holds an image against all checks; runs nothing and needs no GPU. */
public final class ImageVerifier {

  private ImageVerifier() {}

  /** The results of the checks for an image that was read with an {@code ImageInspector}. */
  public static VerifyReport verify(Image image, Expectations expected) {
    ImageContext subject = new ImageContext(image, expected.facts());
    List<CheckResult> results = new ArrayList<>();
    for (ImageCheck check : ImageChecks.all()) {
      results.add(check.check(subject, expected));
    }
    return new VerifyReport(
        image.name(),
        image.id().toString(),
        image.bytes(),
        image.layers().size(),
        expected.profile().map(profile -> profile.name()).orElse(null),
        results,
        null);
  }
}
