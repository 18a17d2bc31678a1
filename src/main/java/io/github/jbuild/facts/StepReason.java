package io.github.jbuild.facts;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a kind of step is there on a Jetson.
 *
 * @param step the kind, such as {@code repin}
 * @param fieldOrNull the profile field that must request the step, itself or through one below it;
 *     null for every step of the kind
 * @param why the reason, in one sentence without a full stop
 * @param source where the row is from
 */
public record StepReason(
    String step, @Nullable String fieldOrNull, String why, Confidence confidence, String source) {

  /** All rows, in their order. */
  public static List<StepReason> of(FactTables tables) {
    return tables.rows(FactTable.REASONS, FactDecoders::reason);
  }

  /**
   * The row for a step: of those that fit, the one with the longest field.
   *
   * @param field the profile field that requests the step
   */
  public static Optional<StepReason> find(List<StepReason> rows, String step, String field) {
    return rows.stream()
        .filter(row -> row.step.equals(step) && row.fits(field))
        .max(
            Comparator.comparingInt(row -> row.fieldOrNull == null ? 0 : row.fieldOrNull.length()));
  }

  private boolean fits(String field) {
    return fieldOrNull == null || isIn(field, fieldOrNull);
  }

  /** Whether a path of a profile is a field or below it: {@code apt.runtime[2]}, {@code apt}. */
  public static boolean isIn(String path, String field) {
    return path.equals(field) || path.startsWith(field + ".") || path.startsWith(field + "[");
  }
}
