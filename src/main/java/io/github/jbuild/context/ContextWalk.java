package io.github.jbuild.context;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.file.FileStat;
import io.github.jbuild.core.file.FileStat.Child;
import io.github.jbuild.core.pattern.GoPath;
import io.github.jbuild.core.pattern.IgnoreRules;
import io.github.jbuild.core.pattern.IgnoreRules.Verdict;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entries of a context: walks the folder once for all names, and again for the targets of
 * links that names lead through. Sub-folders and the halves of large folders are walked at the same
 * time; of several errors the first in the order of the tree is thrown.
 */
final class ContextWalk {

  /** A folder on the way down, whose entry is made when something in it is wanted. */
  private record Folder(
      @Nullable Folder above, String path, Path file, @Nullable FileStat stat, Verdict verdict) {}

  /** Names that are worth a task. */
  private static final int BATCH = 256;

  /** Waiting for a slow disk takes no processor. */
  private static final int THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());

  /** Readable by everybody: no need to ask. */
  private static final int ALL_READ = 0444;

  private final Path root;
  private final IgnoreRules rules;
  private final SortedMap<String, ContextEntry> entries =
      new ConcurrentSkipListMap<>(GoPath::compare);
  private final Set<ContextName> found = ConcurrentHashMap.newKeySet();
  private final Set<ContextName> hidden = ConcurrentHashMap.newKeySet();
  private final Queue<ContextName> behindLinks = new ConcurrentLinkedQueue<>();

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
      wanted =
          behindLinks.stream()
              .filter(name -> !seen.contains(name))
              .distinct()
              .sorted(Comparator.comparing(ContextName::path))
              .toList();
      behindLinks.clear();
    }
    return List.copyOf(entries.values());
  }

  private void walkFor(List<ContextName> names) {
    List<ContextName> everything = names.stream().filter(ContextName::isEverything).toList();
    found.addAll(everything);
    Folder top = new Folder(null, "", root, null, rules.top());
    ForkJoinPool pool = new ForkJoinPool(THREADS);
    try {
      var unused = pool.invoke(new Walk(top, everything, names, null));
    } finally {
      pool.shutdownNow();
    }
  }

  /** Walks one folder, or some names in it. */
  private final class Walk extends RecursiveAction {

    private static final long serialVersionUID = 1L;

    private final transient Folder folder;
    private final transient List<ContextName> covering;
    private final transient List<ContextName> sought;
    private final transient @Nullable List<Child> childrenOrNull;

    /**
     * @param covering names that the folder itself or one above it belongs to
     * @param sought names that something below may belong to
     * @param childrenOrNull null for all names in the folder
     */
    Walk(
        Folder folder,
        List<ContextName> covering,
        List<ContextName> sought,
        @Nullable List<Child> childrenOrNull) {
      this.folder = folder;
      this.covering = covering;
      this.sought = sought;
      this.childrenOrNull = childrenOrNull;
    }

    @Override
    protected void compute() {
      List<Walk> forked = new ArrayList<>();
      try {
        List<Child> children = childrenOrNull;
        if (children == null) {
          children = list();
        }
        while (children.size() > BATCH) {
          Walk part = new Walk(folder, covering, sought, children.subList(0, BATCH));
          children = children.subList(BATCH, children.size());
          forked.add(part);
          var unused = part.fork();
        }
        for (Child child : children) {
          Walk below = walk(folder, child, covering, sought);
          if (below != null) {
            forked.add(below);
            var unused = below.fork();
          }
        }
      } finally {
        forked.forEach(Walk::join);
      }
    }

    private List<Child> list() {
      try {
        return FileStat.list(folder.file);
      } catch (IOException e) {
        throw unreadable(folder.file, e);
      }
    }
  }

  private @Nullable Walk walk(
      Folder folder, Child child, List<ContextName> covering, List<ContextName> sought) {
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
      return null;
    }
    own.addAll(covering);
    try {
      return visit(folder, child, path, own, below);
    } catch (IOException e) {
      throw unreadable(child.file(), e);
    }
  }

  /** Returns what is to be walked below, if anything. */
  private @Nullable Walk visit(
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
      if (verdict.ignored()) {
        hidden.addAll(own);
        if (!rules.mayKeepBelow(path)) {
          hidden.addAll(below);
          return null;
        }
      }
      return new Walk(here, own, below, null);
    }
    List<ContextName> through = new ArrayList<>(own);
    through.addAll(below);
    through.removeIf(name -> !name.leadsThrough(path));
    if (own.isEmpty() && (!stat.isLink() || through.isEmpty())) {
      return null;
    }
    if (verdict.ignored()) {
      hidden.addAll(own);
      hidden.addAll(through);
      return null;
    }
    addLeaf(folder, child, path, stat, own);
    if (stat.isLink()) {
      found.addAll(through);
      for (ContextName name : through) {
        behindLinks.add(name.behind(path, FileStat.target(child.file())));
      }
    }
    return null;
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
    boolean allRead = (stat.permissions() & ALL_READ) == ALL_READ;
    if (stat.isFile() && !allRead && !Files.isReadable(child.file())) {
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
            : e instanceof NoSuchFileException ? "disappeared while being read: " : "cannot read ";
    return JbuildException.of(Kind.ENVIRONMENT, "build context: " + why + file)
        .hint("make it readable, or add it to .dockerignore if the image does not need it")
        .cause(e);
  }
}
