package io.github.jbuild.buildkit.filesync.source;

import io.github.jbuild.buildkit.filesync.source.SourceEntry.Kind;
import io.github.jbuild.core.pattern.GoPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tree that was listed beforehand. */
public final class ListedSource implements FileSource {

  /** A folder on the way down, sent at the latest before the first entry in it. */
  private static final class Open {
    final SourceEntry entry;
    final Selection.Found found;
    boolean sent;

    Open(SourceEntry entry, Selection.Found found) {
      this.entry = entry;
      this.found = found;
    }
  }

  private final NavigableMap<String, SourceEntry> entries = new TreeMap<>(GoPath::compare);

  /**
   * A tree of prepared entries.
   *
   * @param entries in any order
   * @throws IllegalArgumentException if two have the same path, or one lies in no listed folder
   */
  public ListedSource(Collection<SourceEntry> entries) {
    for (SourceEntry entry : entries) {
      if (this.entries.put(entry.path(), entry) != null) {
        throw new IllegalArgumentException("listed twice: " + entry.path());
      }
    }
    for (SourceEntry entry : this.entries.values()) {
      String parent = GoPath.parent(entry.path());
      SourceEntry folder = this.entries.get(parent);
      if (!parent.isEmpty() && (folder == null || folder.kind() != Kind.FOLDER)) {
        throw new IllegalArgumentException("not in a listed directory: " + entry.path());
      }
    }
  }

  @Override
  public List<SourceEntry> entries(EntryFilter filter) throws IOException {
    if (filter.equals(EntryFilter.EVERYTHING)) {
      return List.copyOf(entries.values());
    }
    Selection selection = filter.in(new Links());
    List<SourceEntry> selected = new ArrayList<>();
    Deque<Open> folders = new ArrayDeque<>();
    for (SourceEntry entry : entries.values()) {
      String parent = GoPath.parent(entry.path());
      while (!folders.isEmpty() && !folders.getLast().entry.path().equals(parent)) {
        folders.removeLast();
      }
      Selection.Found above = folders.isEmpty() ? selection.top() : folders.getLast().found;
      String name = entry.path().substring(parent.isEmpty() ? 0 : parent.length() + 1);
      Selection.Found found = selection.below(above, name);
      if (found.selected()) {
        for (Open folder : folders) {
          if (!folder.sent) {
            folder.sent = true;
            selected.add(folder.entry);
          }
        }
        selected.add(entry);
      }
      if (entry.kind() == Kind.FOLDER) {
        Open open = new Open(entry, found);
        open.sent = found.selected();
        folders.addLast(open);
      }
    }
    return selected;
  }

  private final class Links implements LinkTree {
    @Override
    public @Nullable String target(String path) {
      SourceEntry entry = entries.get(path);
      return entry == null ? null : entry.targetOrNull();
    }

    @Override
    public List<String> names(String folder) {
      String prefix = folder.isEmpty() ? "" : folder + "/";
      return entries.keySet().stream()
          .filter(path -> path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0)
          .map(path -> path.substring(prefix.length()))
          .toList();
    }
  }
}
