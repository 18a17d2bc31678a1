package io.github.jbuild.checks;

import io.github.jbuild.core.SourceSpan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that a check found.
 *
 * @param message what is wrong, with the evidence; one sentence without a full stop
 * @param pathOrNull the file of the image that it is about
 * @param placeOrNull the place in the profile that says what is expected
 * @param remedy what to do; empty when the message says it
 */
public record Finding(
    Rule rule,
    Severity severity,
    String message,
    @Nullable String pathOrNull,
    @Nullable SourceSpan placeOrNull,
    String remedy) {

  /** The file of the image that it is about. */
  public Optional<String> path() {
    return Optional.ofNullable(pathOrNull);
  }

  /** The place in the profile that says what is expected. */
  public Optional<SourceSpan> place() {
    return Optional.ofNullable(placeOrNull);
  }
}
