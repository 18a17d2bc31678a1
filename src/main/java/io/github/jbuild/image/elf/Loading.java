package io.github.jbuild.image.elf;

import io.github.jbuild.image.elf.Dependency.Status;
import io.github.jbuild.image.elf.LibraryFolders.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads a program and its libraries, breadth first (glibc 2.35, elf/dl-deps.c). */
final class Loading {

  private final LibrarySearch search;
  private final HostLibraries host;
  private final LoadedObject main;
  private final List<LoadedObject> order = new ArrayList<>();
  private final Map<String, LoadedObject> byName = new HashMap<>();
  private final Map<String, LoadedObject> byFile = new HashMap<>();
  private final List<Dependency> dependencies = new ArrayList<>();

  Loading(LibrarySearch search, HostLibraries host, LoadedObject main, String identity) {
    this.search = search;
    this.host = host;
    this.main = main;
    order.add(main);
    add(main.path(), main, identity);
    // the loader knows the program by no name
    byName.put("", main);
  }

  /** The loader is in memory before everything else; its own libraries do not matter. */
  void interpreter(LoadedObject interpreter, String identity) {
    add(interpreter.path(), interpreter, identity);
  }

  /** Loads a library of LD_PRELOAD; one that cannot be loaded is ignored, as the loader does. */
  void preload(String name) {
    LibrarySearch.Hit hit = search.find(name, main, main);
    if (hit != null && hit.candidate().elfOrNull() != null) {
      load(name, main);
    }
  }

  /** Loads all that is needed. */
  void run() {
    for (int i = 0; i < order.size(); i++) {
      LoadedObject object = order.get(i);
      for (String name : object.elf().needed()) {
        load(object.expand(name), object);
      }
    }
  }

  private void load(String name, LoadedObject loader) {
    if (byName.containsKey(name)) {
      return;
    }
    LibrarySearch.Hit hit = search.find(name, loader, main);
    if (hit == null) {
      Status status = host.bring(name) ? Status.HOST : Status.MISSING;
      dependencies.add(new Dependency(name, status, null, null, loader.path(), null, null));
      return;
    }
    Candidate found = hit.candidate();
    ElfFile elf = found.elfOrNull();
    String identity = LibraryFolders.identity(found.file());
    LoadedObject known = byFile.get(identity);
    if (known != null) {
      byName.put(name, known);
      return;
    }
    dependencies.add(
        new Dependency(
            name,
            elf == null ? Status.BROKEN : Status.FOUND,
            found.path(),
            found.file(),
            loader.path(),
            hit.by(),
            found.refusedOrNull()));
    if (elf != null) {
      LoadedObject object = new LoadedObject(found.path(), main.workdir(), elf, loader);
      order.add(object);
      add(name, object, identity);
    }
  }

  private void add(String name, LoadedObject object, String identity) {
    byFile.putIfAbsent(identity, object);
    byName.putIfAbsent(name, object);
    byName.putIfAbsent(object.path(), object);
    object.elf().soname().ifPresent(soname -> byName.putIfAbsent(soname, object));
  }

  List<Dependency> dependencies() {
    return dependencies;
  }

  /** Needed symbol versions that are not defined (glibc 2.35, elf/dl-version.c). */
  List<VersionProblem> versionProblems() {
    List<VersionProblem> problems = new ArrayList<>();
    for (LoadedObject object : order) {
      for (VersionNeed need : object.elf().versionNeeds()) {
        LoadedObject library = byName.get(need.file());
        if (library != null) {
          check(object, need, library, problems);
        }
      }
    }
    return problems;
  }

  private static void check(
      LoadedObject object, VersionNeed need, LoadedObject library, List<VersionProblem> problems) {
    for (VersionNeed.Version version : need.versions()) {
      if (!library.elf().versions().contains(version.name())) {
        VersionProblem.Kind kind =
            version.weak() ? VersionProblem.Kind.WEAK_NOT_FOUND : VersionProblem.Kind.NOT_FOUND;
        problems.add(
            new VersionProblem(
                library.elf().versioned() ? kind : VersionProblem.Kind.NO_VERSIONS,
                version.name(),
                library.path(),
                object.path()));
      }
    }
  }
}
