package io.github.jbuild.buildkit.content;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What can be wrong with a cache in a folder. */
final class CacheProblems {

  private CacheProblems() {}

  static JbuildException damaged(Path folder, String why) {
    return JbuildException.of(Kind.MISMATCH, "the cache in " + folder + " is damaged: " + why)
        .hint("remove the directory, and recreate it with a --cache-to build");
  }

  static JbuildException unusable(Path folder, IOException e) {
    return JbuildException.of(
            Kind.ENVIRONMENT, "the cache in " + folder + " cannot be read or written")
        .hint("check that the directory exists, is writable and has free space")
        .details(List.of(e.toString()))
        .cause(e);
  }
}
