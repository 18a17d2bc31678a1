package io.github.jbuild.compare;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileEntry.Content;
import io.github.jbuild.image.FileTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files and links by which two images differ: in bytes, in kind, or in where a link leads.
 * Folders, modes and owners are not compared.
 *
 * @param all the changes, the one with most bytes first
 * @param folders the growth by folder
 * @param recompiled files of Python byte code that differ though their sources do not; not in the
 *     other two
 */
public record FileChanges(List<FileChange> all, FolderTree folders, int recompiled) {

  public FileChanges {
    all = List.copyOf(all);
  }

  /** What changed of one kind, the change with most bytes first. */
  public List<FileChange> of(FileChange.Kind kind) {
    return all.stream().filter(change -> change.kind() == kind).toList();
  }

  /** How two file systems differ. */
  static FileChanges between(FileTree before, FileTree after) {
    List<FileChange> changes = new ArrayList<>();
    List<FileEntry> recompiled = new ArrayList<>();
    before.forEach(
        entry -> {
          if (!entry.isDirectory()) {
            FileEntry now = after.get(entry.path()).filter(e -> !e.isDirectory()).orElse(null);
            if (now == null) {
              changes.add(new FileChange(entry, null));
            } else if (!isSame(entry, now)) {
              if (hasSameSource(entry, before, after)) {
                recompiled.add(now);
              } else {
                changes.add(new FileChange(entry, now));
              }
            }
          }
        });
    after.forEach(
        entry -> {
          if (!entry.isDirectory()
              && before.get(entry.path()).filter(e -> !e.isDirectory()).isEmpty()) {
            changes.add(new FileChange(null, entry));
          }
        });
    FolderTree folders = new FolderTree();
    changes.forEach(change -> folders.add(change.folder(), change.growth()));
    changes.sort(
        Comparator.comparingLong(FileChange::weight).reversed().thenComparing(FileChange::path));
    return new FileChanges(changes, folders, recompiled.size());
  }

  /** Byte code holds the time of its source, and differs with each installation. */
  private static boolean hasSameSource(FileEntry code, FileTree before, FileTree after) {
    return ByteCode.source(code)
        .filter(
            source -> {
              Optional<FileEntry> old = before.resolve(source);
              Optional<FileEntry> now = after.resolve(source);
              return old.isPresent() && now.isPresent() && isSame(old.get(), now.get());
            })
        .isPresent();
  }

  /** A hard link and the same file under its own name do not differ. */
  private static boolean isSame(FileEntry a, FileEntry b) {
    Optional<Content> content = a.content();
    if (content.isPresent()) {
      return b.content().filter(content.get()::sameAs).isPresent();
    }
    return a.type() == b.type() && a.target().equals(b.target());
  }
}
