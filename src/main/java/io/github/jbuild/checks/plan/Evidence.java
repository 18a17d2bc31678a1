package io.github.jbuild.checks.plan;

import io.github.jbuild.checks.Severity;
import io.github.jbuild.facts.Confidence;
import io.github.jbuild.facts.Fact;

/**
 * What a finding rests on. The one place that holds a finding to its facts: what is inferred or
 * disputed gives a note and never more.
 *
 * @param source where the facts are from
 */
record Evidence(Confidence confidence, String source) {

  /** The profile alone: nothing that could be doubted. */
  static final Evidence PROFILE = new Evidence(Confidence.A, "");

  static Evidence of(Fact fact) {
    return new Evidence(fact.confidence(), fact.source());
  }

  /** Both together are as sure as the less sure of them. */
  Evidence and(Evidence other) {
    Confidence less = confidence.compareTo(other.confidence) > 0 ? confidence : other.confidence;
    if (source.isEmpty() || source.equals(other.source)) {
      return new Evidence(less, other.source);
    }
    return new Evidence(less, other.source.isEmpty() ? source : source + "; " + other.source);
  }

  /** The severity that a finding on these grounds may have. */
  Severity atMost(Severity wanted) {
    return confidence == Confidence.C ? Severity.NOTE : wanted;
  }

  /** What is printed with a finding. */
  String text() {
    return confidence == Confidence.C ? source + "; not certain" : source;
  }
}
