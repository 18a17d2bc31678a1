package io.github.jbuild.checks;

import io.github.jbuild.core.SourceSpan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that a check found.
 *
 * @param message what is wrong, with the evidence; one sentence without a full stop
 * @param pathOrNull the file of the image that it is about
 * @param placeOrNull the place in the profile, or in a file that it names, that it is about
 * @param remedy what to do; empty when the message says it
 * @param source where the facts are from that it rests on; empty when it rests on none
 * @param suppressionOrNull why the profile's author lets it be; null when it counts
 */
public record Finding(
    Rule rule,
    Severity severity,
    String message,
    @Nullable String pathOrNull,
    @Nullable SourceSpan placeOrNull,
    String remedy,
    String source,
    @Nullable String suppressionOrNull) {

  /** A finding that counts. */
  public Finding(
      Rule rule,
      Severity severity,
      String message,
      @Nullable String path,
      @Nullable SourceSpan place,
      String remedy) {
    this(rule, severity, message, path, place, remedy, "", null);
  }

  /** The file of the image that it is about. */
  public Optional<String> path() {
    return Optional.ofNullable(pathOrNull);
  }

  /** The place in the profile, or in a file that it names, that it is about. */
  public Optional<SourceSpan> place() {
    return Optional.ofNullable(placeOrNull);
  }

  /** Why the profile's author lets it be. */
  public Optional<String> suppressed() {
    return Optional.ofNullable(suppressionOrNull);
  }

  /** Whether it counts as one of this severity. */
  public boolean counts(Severity as) {
    return suppressionOrNull == null && severity == as;
  }

  /** The same finding, which does not count. */
  public Finding suppressedBy(String reason) {
    return new Finding(rule, severity, message, pathOrNull, placeOrNull, remedy, source, reason);
  }

  /** The same finding, with a place that does not show its line. */
  public Finding withoutLine() {
    return new Finding(
        rule,
        severity,
        message,
        pathOrNull,
        placeOrNull == null ? null : placeOrNull.withoutText(),
        remedy,
        source,
        suppressionOrNull);
  }

  /** The message, with the source behind it. */
  public String messageWithSource() {
    return source.isEmpty() ? message : message + " (source: " + source + ")";
  }
}
