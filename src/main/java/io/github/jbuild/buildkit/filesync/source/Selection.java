package io.github.jbuild.buildkit.filesync.source;

import io.github.jbuild.core.pattern.IgnoreRules;
import io.github.jbuild.core.pattern.IgnoreRules.Verdict;
import org.jspecify.annotations.Nullable;

/** Decides on the paths of one tree, from the top down. Safe for several threads. */
final class Selection {

  /** What is known of a path, for the paths below it. */
  record Found(String path, boolean selected, Verdict included, Verdict excluded) {}

  private final @Nullable IgnoreRules include;
  private final IgnoreRules exclude;

  Selection(@Nullable IgnoreRules include, IgnoreRules exclude) {
    this.include = include;
    this.exclude = exclude;
  }

  /** The root, which itself is never sent. */
  Found top() {
    return new Found("", false, exclude.top(), exclude.top());
  }

  /** What is known of a name in a folder. */
  Found below(Found folder, String name) {
    String path = folder.path.isEmpty() ? name : folder.path + "/" + name;
    Verdict included = folder.included;
    boolean wanted = true;
    if (include != null) {
      included = include.below(folder.included, path);
      wanted = included.ignored();
    }
    Verdict excluded = exclude.below(folder.excluded, path);
    return new Found(path, wanted && !excluded.ignored(), included, excluded);
  }

  /** Whether something below a folder could be selected. */
  boolean maySelectBelow(Found folder) {
    boolean wanted =
        include == null || folder.included.ignored() || include.mayMatchBelow(folder.path);
    return wanted && (!folder.excluded.ignored() || exclude.mayKeepBelow(folder.path));
  }
}
