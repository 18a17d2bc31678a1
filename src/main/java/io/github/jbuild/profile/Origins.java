package io.github.jbuild.profile;

import io.github.jbuild.core.Ordered;
import io.github.jbuild.core.SourceSpan;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where each value of a profile was written last.
 *
 * @param places field paths, such as {@code python.wheels.torch} or {@code apt.runtime[2]}, in the
 *     order of the profile
 */
public record Origins(Map<String, SourceSpan> places) {

  public Origins {
    places = Ordered.copyOf(places);
  }

  /** The place of a field, or of the nearest field above it that has one. */
  public Optional<SourceSpan> of(String path) {
    String at = path;
    while (true) {
      @Nullable SourceSpan place = places.get(at);
      if (place != null) {
        return Optional.of(place);
      }
      int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      if (cut <= 0) {
        return Optional.empty();
      }
      at = at.substring(0, cut);
    }
  }
}
