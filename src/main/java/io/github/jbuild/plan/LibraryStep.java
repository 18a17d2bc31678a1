package io.github.jbuild.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps with shared libraries and other files of a donor. */
public sealed interface LibraryStep extends Step {

  /** Writes the SONAMEs that a base image has into {@code /out/sonames}. */
  record ListSonames(Origin origin) implements LibraryStep {
    @Override
    public String title() {
      return "list the libraries of the base";
    }
  }

  /**
   * Collects the real files of a library set that the base lacks into {@code /out/<set>}.
   *
   * @param sonamesFrom stage that listed what the base has
   * @param versionFile name of the file, with its version, that must be among them; null when any
   *     version will do
   */
  record CollectLibraries(
      Origin origin,
      String set,
      List<String> files,
      String sonamesFrom,
      @Nullable String versionFile)
      implements LibraryStep {
    @Override
    public String title() {
      return "collect " + set;
    }
  }

  /**
   * Collects files and folders by absolute globs, links inside folders as links.
   *
   * @param folder where they are put
   */
  record CollectTrees(Origin origin, List<String> globs, String folder) implements LibraryStep {
    @Override
    public String title() {
      return "collect " + String.join(" ", globs);
    }
  }

  /** Tells the loader of folders that it does not search by itself. */
  record WriteLoaderPaths(Origin origin, List<String> paths) implements LibraryStep {
    @Override
    public String title() {
      return "add " + String.join(" ", paths) + " to the loader's paths";
    }
  }

  /**
   * Makes the links from SONAMEs and the loader's cache.
   *
   * @param folders folders that got libraries; may be empty
   */
  record LinkLibraries(Origin origin, List<String> folders) implements LibraryStep {
    @Override
    public String title() {
      return "link the libraries";
    }
  }
}
