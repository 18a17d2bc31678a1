package io.github.jbuild.compare;

/**
 * An image that does not keep to a budget.
 *
 * @param image its name
 * @param rule which budget
 * @param message what it is and what it may be, as one sentence
 */
public record Violation(String image, Rule rule, String message) {

  /** What a budget limits. */
  public enum Rule {
    /** The size. */
    MAX_SIZE,
    /** The difference to the reference. */
    MAX_GROWTH,
    /** Nothing: there is no image whose size could be compared with the budget. */
    NOT_BUILT
  }

  @Override
  public String toString() {
    return message;
  }
}
