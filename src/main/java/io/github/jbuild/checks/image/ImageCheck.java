package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;

/** A check of an image that reads files and does not run anything. */
public interface ImageCheck {

  /** What it is about. */
  Rule rule();

  /** Looks at an image. */
  CheckResult check(ImageContext image, Expectations expected);
}
