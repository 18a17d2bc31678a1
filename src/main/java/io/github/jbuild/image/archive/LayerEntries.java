package io.github.jbuild.image.archive;

import io.github.jbuild.image.EntryPath;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileEntry.Content;
import io.github.jbuild.image.FolderEntries;
import io.github.jbuild.image.MalformedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a layer holds so far, while its tar is read. */
final class LayerEntries {

  private final Map<String, FolderEntries> folders = new HashMap<>();
  private final Map<String, String> folderNames = new HashMap<>();
  private final List<String> removed = new ArrayList<>();
  private final List<String> emptied = new ArrayList<>();
  private int count;

  /** Adds an entry, or replaces the one of the same path. */
  void put(FileEntry entry) throws MalformedImage {
    FolderEntries siblings = folders.get(entry.folder());
    if (siblings == null) {
      requireFolders(entry);
      siblings = new FolderEntries();
      folders.put(entry.folder(), siblings);
    }
    if (siblings.put(entry) == null) {
      count++;
    }
    if (!entry.isDirectory() && folders.containsKey(entry.path())) {
      throw new MalformedImage(
          MalformedImage.shown(entry.path()) + " is not a directory, but files are inside it");
    }
  }

  /** An extractor would fail, or write through the link to another place. */
  private void requireFolders(FileEntry entry) throws MalformedImage {
    for (String path = entry.folder(); !path.equals("/"); path = EntryPath.folder(path)) {
      FileEntry above = find(path);
      if (above != null && !above.isDirectory()) {
        throw new MalformedImage(
            MalformedImage.shown(entry.path())
                + " is in "
                + MalformedImage.shown(path)
                + ", which is not a directory");
      }
      folders.computeIfAbsent(path, folder -> new FolderEntries());
    }
  }

  /** The content of a file that came before, by another name. */
  @Nullable Content linked(String path, String target) throws MalformedImage {
    if (path.equals(target)) {
      throw new MalformedImage(MalformedImage.shown(path) + " is a hard link to itself");
    }
    FileEntry file = find(target);
    return file == null ? null : file.content().orElse(null);
  }

  /** The folder of a path, one {@code String} for all that is in it. */
  String folder(String path) {
    return folderNames.computeIfAbsent(EntryPath.folder(path), folder -> folder);
  }

  /** Removes a path of the layers below. */
  void remove(String path) {
    removed.add(path);
  }

  /** Hides what the layers below have in a folder. */
  void empty(String folder) {
    emptied.add(folder);
  }

  /** All of it. */
  LayerContent content(DigestInput tar) {
    List<FileEntry> list = new ArrayList<>(count);
    folders.values().forEach(folder -> list.addAll(folder.sorted()));
    return new LayerContent(tar.digest(), tar.bytes(), list, removed, emptied);
  }

  private @Nullable FileEntry find(String path) {
    FolderEntries siblings = folders.get(EntryPath.folder(path));
    return siblings == null ? null : siblings.get(EntryPath.name(path));
  }
}
