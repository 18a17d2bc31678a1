package io.github.jbuild.facts;

/** How far a fact can be trusted. */
public enum Confidence {
  /** Two or more independent sources agree. */
  A,
  /** One good source. */
  B,
  /** Inferred or disputed; never the ground of an error. */
  C
}
