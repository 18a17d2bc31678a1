package io.github.jbuild.checks;

/** How bad a finding is. */
public enum Severity {
  /** The image does not work on a Jetson as it must, or holds what it must not hold. */
  ERROR,
  /** The image works but costs or risks something. */
  WARNING
}
