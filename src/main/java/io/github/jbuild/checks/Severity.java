package io.github.jbuild.checks;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
  /** The image does not work on a Jetson as it must, or holds what it must not hold. */
  ERROR,
  /** The image works but costs or risks something. */
  WARNING,
  /** Worth knowing; also what rests on an inferred or disputed fact only. Never fails anything. */
  NOTE;

  /** The word for it in text, which is also its level in SARIF. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
