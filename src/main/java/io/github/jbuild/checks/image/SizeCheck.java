package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.core.ByteSize;

/** The image is not larger than the profile allows. */
final class SizeCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB203",
          "size",
          "the image is not larger than expect.max-size",
          "A Jetson's storage is small and its network slow; an image grows unnoticed until it no longer"
              + " fits.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    long bytes = image.image().bytes();
    String measured = ByteSize.format(bytes) + " uncompressed in all layers";
    Long limit = expected.profile().map(profile -> profile.expect().maxSizeOrNull()).orElse(null);
    if (limit == null) {
      return CheckResult.notApplicable(RULE, measured + "; no limit is set");
    }
    Verdict verdict = new Verdict(RULE);
    if (bytes > limit) {
      verdict.add(
          Severity.ERROR,
          measured + ", but at most " + ByteSize.format(limit) + " are allowed",
          null,
          expected.place("expect.max-size"),
          "jbuild inspect shows where the bytes are");
    }
    return verdict.result(measured + ", at most " + ByteSize.format(limit));
  }
}
