package io.github.jbuild.image;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The file system that a container sees: the layers put over one another (OCI image specification,
 * "Image Layer Filesystem Changeset"). Paths are absolute paths of the image; none ever reaches the
 * machine's own file system.
 */
public final class FileTree {

  /** Symbolic links that Linux follows in one path before it says ELOOP. */
  static final int MAX_LINKS = 40;

  private final Map<String, FolderEntries> folders;

  private FileTree(Map<String, FolderEntries> folders) {
    this.folders = folders;
  }

  /** The file system over these layers, lowest first. */
  public static FileTree over(List<Layer> layers) {
    Map<String, FolderEntries> folders = new HashMap<>();
    for (Layer layer : layers) {
      layer.removed().forEach(path -> remove(folders, path));
      layer.emptied().forEach(path -> removeBelow(folders, path));
      layer.entries().forEach(entry -> add(folders, entry));
    }
    return new FileTree(folders);
  }

  private static void add(Map<String, FolderEntries> folders, FileEntry added) {
    if (!added.name().isEmpty()) {
      FileEntry entry = linked(folders, added);
      addParents(folders, entry);
      FileEntry before =
          folders.computeIfAbsent(entry.folder(), f -> new FolderEntries()).put(entry);
      if (before != null && before.isDirectory() && !entry.isDirectory()) {
        removeBelow(folders, entry.path());
      }
    }
  }

  /**
   * Folders that no layer names, as an extractor makes them; what a lower layer has in their place
   * is hidden.
   */
  private static void addParents(Map<String, FolderEntries> folders, FileEntry entry) {
    String folder = entry.folder();
    while (!folder.equals("/")) {
      FileEntry there = find(folders, folder);
      if (there != null && there.isDirectory()) {
        return;
      }
      FileEntry made = FileEntry.implicitFolder(folder, entry.layer());
      folders.computeIfAbsent(made.folder(), f -> new FolderEntries()).put(made);
      folder = made.folder();
    }
  }

  /** A hard link to a file of a lower layer, with that file's content. */
  private static FileEntry linked(Map<String, FolderEntries> folders, FileEntry entry) {
    if (entry.type() != FileEntry.Type.HARD_LINK || entry.content().isPresent()) {
      return entry;
    }
    return entry
        .target()
        .map(path -> find(folders, path))
        .flatMap(FileEntry::content)
        .map(entry::withContent)
        .orElse(entry);
  }

  private static void remove(Map<String, FolderEntries> folders, String path) {
    FolderEntries siblings = folders.get(EntryPath.folder(path));
    if (siblings != null && siblings.remove(EntryPath.name(path)) != null) {
      removeBelow(folders, path);
    }
  }

  private static void removeBelow(Map<String, FolderEntries> folders, String path) {
    Deque<String> todo = new ArrayDeque<>(List.of(path));
    while (!todo.isEmpty()) {
      FolderEntries children = folders.remove(todo.pop());
      if (children != null) {
        children.sorted().stream()
            .filter(FileEntry::isDirectory)
            .forEach(child -> todo.push(child.path()));
      }
    }
  }

  /** The entry of exactly this absolute, normalized path; no link is followed. */
  public Optional<FileEntry> get(String path) {
    return Optional.ofNullable(find(folders, path));
  }

  /**
   * The file or folder behind a path, with all symbolic links followed inside the image; nothing
   * for a dangling link or a loop, and nothing for the root.
   */
  public Optional<FileEntry> resolve(String path) {
    return realPath(path).flatMap(this::get);
  }

  /**
   * The path behind a path, with all symbolic links followed inside the image; nothing for a
   * dangling link or a loop. The root is {@code /}.
   */
  public Optional<String> realPath(String path) {
    return Optional.ofNullable(walk(path));
  }

  /** What is in a folder, by name; nothing when there is none or it is not a folder. */
  public Collection<FileEntry> list(String folder) {
    FolderEntries children = folders.get(folder);
    return children == null ? List.of() : children.sorted();
  }

  /** All entries: folder by folder in no order, in each by name. */
  public void forEach(Consumer<FileEntry> action) {
    folders.values().forEach(children -> children.sorted().forEach(action));
  }

  private @Nullable String walk(String path) {
    Deque<String> todo = new ArrayDeque<>();
    push(todo, path);
    String at = "/";
    int links = 0;
    while (!todo.isEmpty()) {
      String name = todo.pop();
      if (name.equals("..")) {
        at = EntryPath.folder(at);
        continue;
      }
      FileEntry entry = find(folders, at.equals("/") ? "/" + name : at + "/" + name);
      if (entry == null || !(todo.isEmpty() || entry.isDirectory() || entry.isSymlink())) {
        return null;
      }
      if (!entry.isSymlink()) {
        at = entry.path();
        continue;
      }
      String target = entry.target().orElse("");
      if (target.isEmpty() || ++links > MAX_LINKS) {
        return null;
      }
      at = target.startsWith("/") ? "/" : at;
      push(todo, target);
    }
    return at;
  }

  private static void push(Deque<String> todo, String path) {
    int end = path.length();
    while (end > 0) {
      int slash = path.lastIndexOf('/', end - 1);
      String name = path.substring(slash + 1, end);
      if (!name.isEmpty() && !name.equals(".")) {
        todo.push(name);
      }
      end = slash;
    }
  }

  private static @Nullable FileEntry find(Map<String, FolderEntries> folders, String path) {
    FolderEntries children = path.startsWith("/") ? folders.get(EntryPath.folder(path)) : null;
    return children == null ? null : children.get(EntryPath.name(path));
  }
}
