package io.github.jbuild.context;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.file.FileStat.Child;
import io.github.jbuild.core.file.FileStat;
import io.github.jbuild.core.pattern.GoPath;
import io.github.jbuild.core.pattern.IgnoreRules.Verdict;
import io.github.jbuild.core.pattern.IgnoreRules;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entries of a context: walks the folder once for all names, and again for the targets of
 * links that names lead through.
 */
final class ContextWalk {

  /** A folder on the way down, whose entry is made when something in it is wanted. */
  private record Folder(
      @Nullable Folder above, String path, Path file, @Nullable FileStat stat, Verdict verdict) {}

  private final Path root;
  private final IgnoreRules rules;
  private final SortedMap<String, ContextEntry> entries = new TreeMap<>(GoPath::compare);
  private final Set<ContextName> found = new HashSet<>();
  private final Set<ContextName> hidden = new HashSet<>();
  private final Deque<ContextName> behindLinks = new ArrayDeque<>();

  ContextWalk(Path root, IgnoreRules rules) {
    this.root = root;
    this.rules = rules;
  }

  List<ContextEntry> find(List<ContextName> names) {
    List<ContextName> wanted = List.copyOf(new java.util.LinkedHashSet<>(names));
    Set<ContextName> seen = new HashSet<>();
    while (!wanted.isEmpty()) {
      seen.addAll(wanted);
      walkFor(wanted);
      for (ContextName name : wanted) {
        if (!found.contains(name)) {
          throw name.missing(hidden.contains(name));
        }
      }
      wanted = behindLinks.stream().filter(name -> !seen.contains(name)).distinct().toList();
      behindLinks.clear();
    }
    return List.copyOf(entries.values());
  }

  private void walkFor(List<ContextName> names) {
    List<ContextName> everything = names.stream().filter(ContextName::isEverything).toList();
    found.addAll(everything);
    Folder top = new Folder(null, "", root, null, rules.top());
    try {
      walk(top, everything, names);
    } catch (IOException e) {
      throw unreadable(root, e);
    }
  }

  /**
   * Walks one folder.
   *
   * @param covering names that the folder itself or one above it belongs to
   * @param sought names that something below may belong to
   */
  private void walk(Folder folder, List<ContextName> covering, List<ContextName> sought)
      throws IOException {
    for (Child child : FileStat.list(folder.file)) {
      String path = folder.path.isEmpty() ? child.name() : folder.path + "/" + child.name();
      List<ContextName> own = new ArrayList<>();
      List<ContextName> below = new ArrayList<>();
      for (ContextName name : sought) {
        if (name.matches(path)) {
          own.add(name);
        }
        if (name.mayMatchBelow(path)) {
          below.add(name);
        }
      }
      if (covering.isEmpty() && own.isEmpty() && below.isEmpty()) {
        continue;
      }
      own.addAll(covering);
      try {
        visit(folder, child, path, own, below);
      } catch (IOException e) {
        throw unreadable(child.file(), e);
      }
    }
  }

  private void visit(
      Folder folder, Child child, String path, List<ContextName> own, List<ContextName> below)
      throws IOException {
    FileStat stat = FileStat.of(child.file());
    Verdict verdict = rules.below(folder.verdict, path);
    if (!child.isUtf8() && !own.isEmpty() && (!verdict.ignored() || rules.mayKeepBelow(path))) {
      throw JbuildException.of(Kind.INVALID_INPUT, "a file name is not UTF-8: " + child.file())
          .hint("rename it or add it to .dockerignore; names in images are UTF-8");
    }
    if (stat.isFolder()) {
      Folder here = new Folder(folder, path, child.file(), stat, verdict);
      if (!own.isEmpty() && !verdict.ignored()) {
        add(here);
        found.addAll(own);
      }
      if (verdict.ignored() && !rules.mayKeepBelow(path)) {
        hidden.addAll(own);
        hidden.addAll(below);
      } else {
        walk(here, own, below);
        if (verdict.ignored()) {
          hidden.addAll(own);
        }
      }
      return;
    }
    List<ContextName> through = new ArrayList<>(own);
    through.addAll(below);
    through.removeIf(name -> !name.leadsThrough(path));
    if (own.isEmpty() && (!stat.isLink() || through.isEmpty())) {
      return;
    }
    if (verdict.ignored()) {
      hidden.addAll(own);
      hidden.addAll(through);
      return;
    }
    addLeaf(folder, child, path, stat, own);
    if (stat.isLink()) {
      found.addAll(through);
      for (ContextName name : through) {
        behindLinks.add(name.behind(path, FileStat.target(child.file())));
      }
    }
  }

  private void addLeaf(
      Folder folder, Child child, String path, FileStat stat, List<ContextName> own)
      throws IOException {
    if (stat.isSocket()) {
      return;
    }
    if (!stat.isFile() && !stat.isLink()) {
      throw JbuildException.of(
              Kind.INVALID_INPUT, "a pipe or device in the context: " + child.file())
          .hint("remove it or add it to .dockerignore: /" + path);
    }
    if (stat.isFile() && !Files.isReadable(child.file())) {
      throw new AccessDeniedException(child.file().toString());
    }
    found.addAll(own);
    if (!entries.containsKey(path)) {
      add(folder);
      String target = stat.isLink() ? FileStat.target(child.file()) : null;
      ContextEntry.Kind kind = stat.isLink() ? ContextEntry.Kind.LINK : ContextEntry.Kind.FILE;
      entries.put(path, entry(path, child.file(), kind, stat, target));
    }
  }

  /** Adds a folder and those that it lies in. */
  private void add(Folder folder) {
    FileStat stat = folder.stat;
    if (stat == null || entries.containsKey(folder.path)) {
      return;
    }
    if (folder.above != null) {
      add(folder.above);
    }
    entries.put(folder.path, entry(folder.path, folder.file, ContextEntry.Kind.FOLDER, stat, null));
  }

  private static ContextEntry entry(
      String path, Path file, ContextEntry.Kind kind, FileStat stat, @Nullable String target) {
    boolean isFile = kind == ContextEntry.Kind.FILE;
    return new ContextEntry(
        path,
        file,
        kind,
        stat.permissions(),
        isFile ? stat.size() : 0,
        stat.modifiedNanos(),
        target,
        isFile ? stat.inodeOrNull() : null);
  }

  static JbuildException unreadable(Path file, IOException e) {
    String why =
        e instanceof AccessDeniedException
            ? "no permission to read "
            : e instanceof NoSuchFileException ? "vanished while it was read: " : "cannot read ";
    return JbuildException.of(Kind.ENVIRONMENT, "build context: " + why + file)
        .hint("make it readable, or add it to .dockerignore if the image does not need it")
        .cause(e);
  }
}
