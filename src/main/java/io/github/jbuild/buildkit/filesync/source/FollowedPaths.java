package io.github.jbuild.buildkit.filesync.source;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.pattern.Glob;
import io.github.jbuild.core.pattern.GoPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns paths that the engine wants with the links on their way followed into patterns without
 * links, as fsutil's {@code FollowLinks} does. A link that leads out of the root ends at the root,
 * and an absolute one begins there. A path that does not exist is not an error.
 */
final class FollowedPaths {

  /** A way through the tree: what has been walked, and what is still to be walked. */
  private record Way(String current, String rest) {}

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private final LinkTree tree;
  private final Set<String> patterns = new TreeSet<>();
  private final Set<Way> seen = new HashSet<>();

  private FollowedPaths(LinkTree tree) {
    this.tree = tree;
  }

  /** The patterns; {@code .} among them stands for everything. */
  static Set<String> resolve(LinkTree tree, List<String> paths) throws IOException {
    FollowedPaths followed = new FollowedPaths(tree);
    for (String path : paths) {
      followed.follow(path, 0);
    }
    return followed.patterns;
  }

  private void follow(String path, int links) throws IOException {
    String rest = GoPath.clean("/" + path).substring(1);
    if (rest.isEmpty() || links > MOST_LINKS) {
      patterns.add(rest.isEmpty() ? "." : rest);
      return;
    }
    String folder = "";
    while (true) {
      int slash = rest.indexOf('/');
      String name = slash < 0 ? rest : rest.substring(0, slash);
      rest = slash < 0 ? "" : rest.substring(slash + 1);
      String current = folder.isEmpty() ? name : folder + "/" + name;
      List<String> targets = targets(folder, name);
      if (rest.isEmpty() || !targets.isEmpty()) {
        patterns.add(current);
        if (seen.add(new Way(current, rest))) {
          for (String target : targets) {
            follow(absolute(folder, target) + "/" + rest, links + 1);
          }
        }
        return;
      }
      folder = current;
    }
  }

  private static String absolute(String folder, String target) {
    return target.startsWith("/") ? target : GoPath.clean("/" + folder + "/" + target);
  }

  private List<String> targets(String folder, String name) throws IOException {
    List<String> targets = new ArrayList<>();
    for (String candidate : candidates(folder, name)) {
      String target = tree.target(folder.isEmpty() ? candidate : folder + "/" + candidate);
      if (target != null) {
        targets.add(target);
      }
    }
    return targets;
  }

  private List<String> candidates(String folder, String name) throws IOException {
    if (name.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
      return List.of(name);
    }
    Glob glob;
    try {
      glob = Glob.copy(name);
    } catch (JbuildException invalid) {
      return List.of();
    }
    return tree.names(folder).stream().filter(glob::matches).toList();
  }
}
