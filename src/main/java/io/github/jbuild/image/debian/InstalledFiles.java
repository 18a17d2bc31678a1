package io.github.jbuild.image.debian;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Turns the paths of a file list into those of the file system: where {@code /lib} is a link to
 * {@code usr/lib}, a list still says {@code /lib/x}.
 */
final class InstalledFiles {

  private final FileTree files;
  private final Map<String, Optional<String>> folders = new HashMap<>();

  InstalledFiles(FileTree files) {
    this.files = files;
  }

  /** What of a list, one path a line, is there and no folder. */
  List<String> of(String list) {
    List<String> found = new ArrayList<>();
    list.lines()
        .filter(line -> line.startsWith("/"))
        .map(this::real)
        .flatMap(Optional::stream)
        .forEach(found::add);
    return found;
  }

  private Optional<String> real(String path) {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    String folder = slash == 0 ? "/" : path.substring(0, slash);
    return folders
        .computeIfAbsent(folder, files::realPath)
        .map(real -> real.equals("/") ? "/" + name : real + "/" + name)
        .filter(at -> files.get(at).filter(Predicate.not(FileEntry::isDirectory)).isPresent());
  }
}
