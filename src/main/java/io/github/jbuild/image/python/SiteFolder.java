package io.github.jbuild.image.python;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import java.util.ArrayList;
import java.util.List;

/**
 * What metadata a site folder holds.
 *
 * @param distributions distributions, in the order of their metadata's names
 * @param leftovers paths of what an interrupted pip has renamed
 */
record SiteFolder(List<Distribution> distributions, List<String> leftovers) {

  SiteFolder {
    distributions = List.copyOf(distributions);
    leftovers = List.copyOf(leftovers);
  }

  static SiteFolder read(FileTree files, String path) {
    List<Distribution> distributions = new ArrayList<>();
    List<String> leftovers = new ArrayList<>();
    for (FileEntry entry : files.list(path)) {
      // pip renames what it uninstalls: the first letter becomes a tilde
      if (entry.name().startsWith("~")) {
        leftovers.add(entry.path());
      }
      DistributionReader.read(files, path, entry).ifPresent(distributions::add);
    }
    return new SiteFolder(distributions, leftovers);
  }
}
