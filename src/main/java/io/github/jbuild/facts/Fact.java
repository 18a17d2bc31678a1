package io.github.jbuild.facts;

/** A row of the facts. */
public interface Fact {

  /** How far it can be trusted. */
  Confidence confidence();

  /** Where it is from. */
  String source();
}
