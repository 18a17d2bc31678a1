package io.github.jbuild.buildkit.filesync.source;

import io.github.jbuild.core.pattern.IgnoreRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the engine wants to see of a tree.
 *
 * @param include patterns of which one must match a path or a folder above it; none for everything
 * @param exclude patterns that hide paths, as in {@code .dockerignore}
 * @param follow paths to include, with the links on their way
 */
public record EntryFilter(List<String> include, List<String> exclude, List<String> follow) {

  /** Everything. */
  public static final EntryFilter EVERYTHING = new EntryFilter(List.of(), List.of(), List.of());

  public EntryFilter {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    follow = List.copyOf(follow);
  }

  /**
   * Makes the filter ready for one tree.
   *
   * @throws io.github.jbuild.core.JbuildException {@code INVALID_INPUT} if a pattern is invalid
   */
  Selection in(LinkTree tree) throws IOException {
    List<String> included = new ArrayList<>(include);
    Set<String> followed = FollowedPaths.resolve(tree, follow);
    if (!followed.contains(".")) {
      included.addAll(followed);
      if (included.contains(".") && !follow.isEmpty()) {
        included.clear();
      }
    }
    return new Selection(
        included.isEmpty() ? null : IgnoreRules.of(included), IgnoreRules.of(exclude));
  }
}
