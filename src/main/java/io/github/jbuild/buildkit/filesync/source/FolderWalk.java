package io.github.jbuild.buildkit.filesync.source;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.file.FileStat;
import io.github.jbuild.core.file.FileStat.Child;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RecursiveTask;
import org.jspecify.annotations.Nullable;

/**
 * Walks some names of a folder. Sub-folders and the halves of large folders are tasks of their own.
 * The attributes of each file are read once.
 */
final class FolderWalk extends RecursiveTask<List<SourceEntry>> {

  private static final long serialVersionUID = 1L;

  /** Names that are worth a task. */
  private static final int BATCH = 256;

  private final transient Selection selection;
  private final transient Selection.Found folder;
  private final transient @Nullable SourceEntry entryOrNull;
  private final transient Path file;
  private final transient @Nullable List<Child> childrenOrNull;

  private FolderWalk(
      Selection selection,
      Selection.Found folder,
      @Nullable SourceEntry entryOrNull,
      Path file,
      @Nullable List<Child> childrenOrNull) {
    this.selection = selection;
    this.folder = folder;
    this.entryOrNull = entryOrNull;
    this.file = file;
    this.childrenOrNull = childrenOrNull;
  }

  static FolderWalk from(Path root, Selection selection) {
    return new FolderWalk(selection, selection.top(), null, root, null);
  }

  @Override
  protected List<SourceEntry> compute() {
    List<Child> children = childrenOrNull;
    if (children == null) {
      try {
        children = FileStat.list(file);
      } catch (IOException e) {
        throw SourceFailures.unreadable(file.toString(), e);
      }
    }
    if (children.size() <= BATCH) {
      return walk(children);
    }
    int half = children.size() / 2;
    FolderWalk second = part(children.subList(half, children.size()));
    var unused = second.fork();
    List<SourceEntry> entries = new ArrayList<>(part(children.subList(0, half)).compute());
    entries.addAll(second.join());
    return entries;
  }

  private FolderWalk part(List<Child> children) {
    return new FolderWalk(selection, folder, null, file, children);
  }

  private List<SourceEntry> walk(List<Child> children) {
    List<Object> found = new ArrayList<>(children.size());
    for (Child child : children) {
      try {
        visit(child, found);
      } catch (NoSuchFileException e) {
        // Gone since the folder was listed: as if it had never been there.
      } catch (IOException e) {
        throw SourceFailures.unreadable(child.file().toString(), e);
      }
    }
    List<SourceEntry> entries = new ArrayList<>(found.size());
    for (Object each : found) {
      if (each instanceof FolderWalk below) {
        below.addTo(entries);
      } else {
        entries.add((SourceEntry) each);
      }
    }
    return entries;
  }

  private void addTo(List<SourceEntry> entries) {
    List<SourceEntry> content = join();
    if (entryOrNull != null && (folder.selected() || !content.isEmpty())) {
      entries.add(entryOrNull);
    }
    entries.addAll(content);
  }

  /** Adds the entry of a name, or the task that finds what is in it. */
  private void visit(Child child, List<Object> found) throws IOException {
    Selection.Found path = selection.below(folder, child.name());
    boolean maySelectBelow = selection.maySelectBelow(path);
    if (!path.selected() && !maySelectBelow) {
      return;
    }
    FileStat stat = FileStat.of(child.file());
    if (!child.isUtf8() && (path.selected() || stat.isFolder())) {
      throw JbuildException.of(Kind.INVALID_INPUT, "a file name is not UTF-8: " + child.file())
          .hint("rename it or exclude it; names in images are UTF-8");
    }
    if (stat.isFolder()) {
      SourceEntry entry = SourceEntry.folder(path.path(), stat.permissions(), stat.modifiedNanos());
      if (maySelectBelow) {
        FolderWalk below = new FolderWalk(selection, path, entry, child.file(), null);
        var unused = below.fork();
        found.add(below);
      } else {
        found.add(entry);
      }
    } else if (path.selected() && !stat.isSocket()) {
      found.add(leaf(path.path(), child.file(), stat));
    }
  }

  private static SourceEntry leaf(String path, Path file, FileStat stat) throws IOException {
    if (stat.isLink()) {
      return SourceEntry.link(
          path, stat.permissions(), stat.modifiedNanos(), FileStat.target(file));
    }
    if (!stat.isFile()) {
      throw JbuildException.of(Kind.INVALID_INPUT, "a pipe or device among the files: " + file)
          .hint("remove it or exclude it: /" + path);
    }
    return SourceEntry.file(
        path,
        stat.permissions(),
        stat.size(),
        stat.modifiedNanos(),
        stat.inodeOrNull(),
        Content.of(file));
  }
}
