package io.github.jbuild.image.python;

import io.github.jbuild.image.FileTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The names under which a distribution is imported. A folder without an {@code __init__} is a
 * namespace, which many share (PEP 420), so the name says nothing about one distribution.
 */
final class TopLevelNames {

  private final FileTree files;
  private final String siteFolder;

  TopLevelNames(FileTree files, String siteFolder) {
    this.files = files;
    this.siteFolder = siteFolder;
  }

  /** From the RECORD, or from top_level.txt as far as the modules are there. */
  Set<String> of(List<RecordRow> record, List<String> topLevelFile) {
    Set<String> names = new TreeSet<>();
    record.forEach(row -> module(row.path()).ifPresent(names::add));
    if (record.isEmpty()) {
      topLevelFile.stream().filter(this::isThere).forEach(names::add);
    }
    return names;
  }

  /** The name that a file provides: {@code cv2} for cv2/__init__.py, {@code six} for six.py. */
  static Optional<String> module(String path) {
    int slash = path.indexOf('/');
    String file = path.substring(slash + 1);
    boolean code = file.endsWith(".py") || file.endsWith(".so");
    if (!code || file.indexOf('/') >= 0 || slash == 0 || path.startsWith("../")) {
      return Optional.empty();
    }
    String stem = file.substring(0, file.indexOf('.'));
    if (slash < 0) {
      return Optional.of(stem).filter(name -> !name.isEmpty());
    }
    return stem.equals("__init__") ? Optional.of(path.substring(0, slash)) : Optional.empty();
  }

  private boolean isThere(String name) {
    return names(siteFolder, "").anyMatch(name::equals)
        || names(siteFolder + "/" + name, name + "/").anyMatch(name::equals);
  }

  private Stream<String> names(String folder, String prefix) {
    return files.list(folder).stream()
        .map(entry -> module(prefix + entry.name()))
        .flatMap(Optional::stream);
  }
}
