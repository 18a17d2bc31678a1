package io.github.jbuild.image.elf;

import io.github.jbuild.image.elf.Dependency.FoundBy;
import io.github.jbuild.image.elf.LibraryFolders.Candidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order in which the loader looks for a library (ld.so(8); glibc 2.35, elf/dl-load.c). */
final class LibrarySearch {

  /** The default folders of glibc on Debian and Ubuntu. */
  static final List<String> DEFAULT_FOLDERS =
      List.of("/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/lib", "/usr/lib");

  private final LibraryFolders folders;
  private final LoaderCache cache;
  private final List<String> libraryPath;

  LibrarySearch(LibraryFolders folders, LoaderCache cache, List<String> libraryPath) {
    this.folders = folders;
    this.cache = cache;
    this.libraryPath = libraryPath;
  }

  /**
   * Looks for a library.
   *
   * @param name a name, or a path if it has a slash
   * @param loader the object that needs it
   * @param main the program
   */
  @Nullable Hit find(String name, LoadedObject loader, LoadedObject main) {
    if (name.indexOf('/') >= 0) {
      return hit(folders.open(name), FoundBy.PATH);
    }
    Hit hit = rpath(name, loader);
    if (hit == null) {
      hit = hit(folders.search(name, main.folders(libraryPath)), FoundBy.LD_LIBRARY_PATH);
    }
    if (hit == null) {
      hit = hit(folders.search(name, loader.runpath()), FoundBy.RUNPATH);
    }
    if (hit == null) {
      hit = cached(name, loader.elf());
    }
    if (hit == null && !loader.elf().noDefaultLibraries()) {
      hit = hit(folders.search(name, DEFAULT_FOLDERS), FoundBy.DEFAULT_FOLDER);
    }
    return hit;
  }

  /** By the DT_RPATH of the object, of the one that needed that one, and so on. */
  private @Nullable Hit rpath(String name, LoadedObject loader) {
    Hit hit = null;
    if (loader.elf().runpath().isEmpty()) {
      for (LoadedObject at = loader; at != null && hit == null; at = at.loaderOrNull()) {
        hit = hit(folders.search(name, at.rpath()), FoundBy.RPATH);
      }
    }
    return hit;
  }

  private @Nullable Hit cached(String name, ElfFile loader) {
    return cache
        .path(name)
        .filter(
            path ->
                !loader.noDefaultLibraries()
                    || DEFAULT_FOLDERS.stream().noneMatch(each -> path.startsWith(each + "/")))
        .map(path -> hit(folders.open(path), FoundBy.CACHE))
        .orElse(null);
  }

  private static @Nullable Hit hit(@Nullable Candidate candidate, FoundBy by) {
    return candidate == null ? null : new Hit(candidate, by);
  }

  /** A file, and what led to it. */
  record Hit(Candidate candidate, FoundBy by) {}
}
