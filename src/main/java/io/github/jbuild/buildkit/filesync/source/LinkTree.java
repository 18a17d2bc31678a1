package io.github.jbuild.buildkit.filesync.source;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As much of a tree as it takes to follow the links in it. */
interface LinkTree {

  /** The target of the link at {@code path}; null if that is no link, or nothing. */
  @Nullable String target(String path) throws IOException;

  /** The names in a folder; none if that is no folder. The root is the empty path. */
  List<String> names(String folder) throws IOException;
}
