package io.github.jbuild.profile.load;

import java.nio.file.Path;
import java.util.List;

/**
 * Which profile a user wants, and with what changes.
 *
 * @param profile a name, or the path of a file: what holds a slash or ends in {@code .yaml} or
 *     {@code .yml} is a path
 * @param overlays files merged over the profile, in this order
 * @param sets {@code path=value} arguments merged over all of that, in this order
 */
public record ProfileSelection(String profile, List<Path> overlays, List<String> sets) {

  public ProfileSelection {
    overlays = List.copyOf(overlays);
    sets = List.copyOf(sets);
  }

  /** A profile without overlays. */
  public static ProfileSelection of(String profile) {
    return new ProfileSelection(profile, List.of(), List.of());
  }

  /** Whether the text is a path, not a name. */
  public static boolean isPath(String profile) {
    return profile.indexOf('/') >= 0 || profile.endsWith(".yaml") || profile.endsWith(".yml");
  }
}
