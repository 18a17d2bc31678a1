package io.github.jbuild.buildkit.filesync.source;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As much of a tree as it takes to follow the links in it. */
interface LinkTree {

  /** The target of the link at {@code path}; null if that is not a symlink, or does not exist. */
  @Nullable String target(String path) throws IOException;

  /** The names in a folder; none if that is not a folder. The root is the empty path. */
  List<String> names(String folder) throws IOException;
}
