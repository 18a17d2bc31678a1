package io.github.jbuild.compare;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subject with its size, and how that differs from the reference's.
 *
 * @param subject the subject
 * @param anatomyOrNull where its bytes are; null when it is not built
 * @param growthOrNull what it has more than the reference; null for the reference, and where one of
 *     the two is not built
 */
public record Measured(
    Subject subject, @Nullable Anatomy anatomyOrNull, @Nullable SizeGrowth growthOrNull) {

  /** Where its bytes are, if it is built. */
  public Optional<Anatomy> anatomy() {
    return Optional.ofNullable(anatomyOrNull);
  }

  /** What it has more than the reference. */
  public Optional<SizeGrowth> growth() {
    return Optional.ofNullable(growthOrNull);
  }

  /**
   * A difference in size.
   *
   * @param bytes negative when the image is smaller than the reference
   * @param reference size of the reference
   */
  public record SizeGrowth(long bytes, long reference) {

    /** In percent of the reference; nothing when that is empty. */
    public Optional<Double> percent() {
      return reference == 0 ? Optional.empty() : Optional.of(bytes * 100.0 / reference);
    }
  }
}
