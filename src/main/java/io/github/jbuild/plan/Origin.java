package io.github.jbuild.plan;

import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.profile.Profile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a step is there.
 *
 * @param field the profile field that requests it, such as {@code python.wheels}
 * @param spanOrNull where that field is written
 * @param why the reason, in one line
 */
public record Origin(String field, @Nullable SourceSpan spanOrNull, String why) {

  /** The origin of a step; a reason that the profile gives for the field is better than ours. */
  public static Origin of(Profile profile, String field, String why) {
    return new Origin(
        field,
        profile.origins().of(field).orElse(null),
        profile.reasons().getOrDefault(field, why));
  }

  /** Where the field is written. */
  public Optional<SourceSpan> span() {
    return Optional.ofNullable(spanOrNull);
  }
}
