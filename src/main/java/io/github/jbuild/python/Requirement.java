package io.github.jbuild.python;

import io.github.jbuild.core.JbuildException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a distribution needs (PEP 508), such as {@code uvicorn[standard]>=0.30; sys_platform !=
 * "win32"}.
 *
 * @param name project name as written
 * @param extras extras as written
 * @param specifiers versions that will do
 * @param urlOrNull where to get it, instead of versions
 * @param markerOrNull when it is needed; null for always
 */
public record Requirement(
    String name,
    List<String> extras,
    VersionSpecifiers specifiers,
    @Nullable String urlOrNull,
    @Nullable Marker markerOrNull) {

  public Requirement {
    extras = extras.stream().sorted().distinct().toList();
  }

  /**
   * Reads a requirement.
   *
   * @throws JbuildException of kind INVALID_INPUT, with the place
   */
  public static Requirement parse(String text) {
    return new RequirementReader(new Cursor("<requirement>", text)).read();
  }

  /** The name by which names are compared (PEP 503). */
  public String normalizedName() {
    return ProjectNames.normalized(name);
  }

  /** Where to get it, when it names a place. */
  public Optional<String> url() {
    return Optional.ofNullable(urlOrNull);
  }

  /** Whether it is needed in this environment with these extras of its distribution. */
  public boolean holds(MarkerEnvironment environment, Collection<String> extras) {
    return markerOrNull == null || markerOrNull.holds(environment, extras);
  }

  /** The requirement as pip shows it. */
  @Override
  public String toString() {
    return name
        + (extras.isEmpty() ? "" : "[" + String.join(",", extras) + "]")
        + specifiers
        + (urlOrNull == null ? "" : " @ " + urlOrNull + (markerOrNull == null ? "" : " "))
        + (markerOrNull == null ? "" : "; " + markerOrNull);
  }
}
