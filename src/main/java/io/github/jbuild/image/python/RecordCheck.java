package io.github.jbuild.image.python;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the files of an image with the RECORDs of its distributions (PyPA, "Recording installed
 * projects"). Byte code is not recorded by all installers, so that none of it counts as unrecorded.
 */
public final class RecordCheck {

  private final FileTree files;
  private final Set<String> recorded = new HashSet<>();

  /** Folders with recorded files, and the folders above them in their site folder. */
  private final Set<String> owned = new HashSet<>();

  /**
   * Of each distribution, by its metadata, the folders that it answers for. One that several share
   * is the first one's, so that nothing is reported twice.
   */
  private final Map<String, List<String>> answersFor = new HashMap<>();

  /**
   * A check of distributions that may share folders.
   *
   * @param distributions all distributions of the image or of an environment
   */
  public RecordCheck(FileTree files, Collection<Distribution> distributions) {
    this.files = files;
    distributions.forEach(this::add);
  }

  private void add(Distribution distribution) {
    if (answersFor.containsKey(distribution.metadataPath())) {
      return;
    }
    List<String> folders = new ArrayList<>();
    answersFor.put(distribution.metadataPath(), folders);
    String site = distribution.siteFolder() + "/";
    for (RecordRow row : distribution.record()) {
      String path = absolute(distribution, row);
      recorded.add(path);
      String folder = parent(path);
      while (folder.startsWith(site) && owned.add(folder)) {
        folders.add(folder);
        folder = parent(folder);
      }
    }
    folders.remove(distribution.metadataPath());
  }

  /**
   * How a distribution's RECORD and its files compare.
   *
   * @param rows rows of the RECORD
   * @param hashed rows whose hash was compared
   * @param differences what differs: rows in their order, then unrecorded files by path
   */
  public record Result(int rows, int hashed, List<RecordDifference> differences) {

    public Result {
      differences = List.copyOf(differences);
    }
  }

  /** Checks a distribution; one without a RECORD has nothing to differ from. */
  public Result check(Distribution distribution) {
    List<RecordDifference> differences = new ArrayList<>();
    int hashed = 0;
    for (RecordRow row : distribution.record()) {
      String path = absolute(distribution, row);
      Optional<FileEntry.Content> content = content(path);
      hashed += content.isPresent() && row.sha256().isPresent() ? 1 : 0;
      difference(row, content).ifPresent(kind -> differences.add(new RecordDifference(path, kind)));
    }
    Set<String> unrecorded = new TreeSet<>();
    answersFor
        .getOrDefault(distribution.metadataPath(), List.of())
        .forEach(folder -> collect(folder, unrecorded));
    unrecorded.forEach(
        path -> differences.add(new RecordDifference(path, RecordDifference.Kind.UNRECORDED)));
    return new Result(distribution.record().size(), hashed, differences);
  }

  /**
   * How a file differs from its row. Byte code may be left out of an image, and installers compile
   * that in __pycache__ again, even if a wheel contains it.
   */
  private static Optional<RecordDifference.Kind> difference(
      RecordRow row, Optional<FileEntry.Content> content) {
    if (content.isEmpty()) {
      return row.isByteCode() && row.sha256().isEmpty()
          ? Optional.empty()
          : Optional.of(RecordDifference.Kind.MISSING);
    }
    if (row.isByteCode() && row.path().contains("__pycache__/")) {
      return Optional.empty();
    }
    if (row.size() >= 0 && row.size() != content.get().size()) {
      return Optional.of(RecordDifference.Kind.SIZE);
    }
    boolean same = row.sha256().map(content.get().sha256()::equals).orElse(true);
    return same ? Optional.empty() : Optional.of(RecordDifference.Kind.HASH);
  }

  private Optional<FileEntry.Content> content(String path) {
    return files
        .get(path)
        .filter(entry -> !entry.isSymlink())
        .or(() -> files.resolve(path))
        .flatMap(FileEntry::content);
  }

  /** Collects what is in a folder, and in folders below it in which nothing is recorded. */
  private void collect(String folder, Set<String> unrecorded) {
    Deque<String> todo = new ArrayDeque<>(List.of(folder));
    while (!todo.isEmpty()) {
      for (FileEntry entry : files.list(todo.pop())) {
        String path = entry.path();
        if (entry.isDirectory()) {
          if (!owned.contains(path) && !entry.name().equals("__pycache__")) {
            todo.push(path);
          }
        } else if (!recorded.contains(path) && !path.endsWith(".pyc")) {
          unrecorded.add(path);
        }
      }
    }
  }

  /** The file that a row names. */
  private static String absolute(Distribution distribution, RecordRow row) {
    String path =
        row.path().startsWith("/") ? row.path() : distribution.siteFolder() + "/" + row.path();
    if (!path.contains("./") && !path.contains("//")) {
      return path;
    }
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return "/" + String.join("/", names);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
