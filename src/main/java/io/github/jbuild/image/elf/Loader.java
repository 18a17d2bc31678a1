package io.github.jbuild.image.elf;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.KeptBytes;
import io.github.jbuild.image.elf.LibraryFolders.Candidate;
import java.util.Optional;

/**
 * glibc's dynamic loader of an image for 64-bit ARM, as glibc 2.35 and 2.36 of Ubuntu and Debian
 * have it. Its files must have passed an {@link ElfInspector}, and those that {@link #reads} names
 * must be kept as {@link KeptBytes}. Not here: filters and auxiliary libraries (DT_FILTER,
 * DT_AUXILIARY), {@code /etc/ld.so.preload} and the loader of musl. Not for use by several threads.
 */
public final class Loader {

  private static final String CACHE = "/etc/ld.so.cache";
  private static final String DEFAULT_INTERPRETER = "/lib/ld-linux-aarch64.so.1";

  private final LoaderEnvironment environment;
  private final LibraryFolders folders;
  private final LibrarySearch search;

  private Loader(LoaderEnvironment environment, LibraryFolders folders, LibrarySearch search) {
    this.environment = environment;
    this.folders = folders;
    this.search = search;
  }

  /** The loader of an image. */
  public static Loader of(FileTree files, LoaderEnvironment environment) {
    LibraryFolders folders = new LibraryFolders(files, environment.workdir());
    return new Loader(
        environment, folders, new LibrarySearch(folders, cache(files), environment.libraryPath()));
  }

  /** The cache of an image; empty when it has none. */
  public static LoaderCache cache(FileTree files) {
    return files
        .resolve(CACHE)
        .flatMap(FileEntry::content)
        .flatMap(content -> content.seen(KeptBytes.class))
        .map(kept -> LoaderCache.read(kept.bytes()))
        .orElseGet(LoaderCache::empty);
  }

  /** Whether the content of a file says something to the loader or to ldconfig. */
  public static boolean reads(String path) {
    return path.equals(CACHE)
        || path.equals(LoaderConfig.PATH)
        || path.startsWith(LoaderConfig.PATH + ".d/");
  }

  /**
   * What the loader loads for a file.
   *
   * @return nothing for a file that it does not load: no ELF file, an object, a static program, one
   *     for another processor
   */
  public Optional<Closure> closure(FileEntry root) {
    return root.content()
        .flatMap(content -> content.seen(ElfFile.class))
        .filter(elf -> elf.dynamic() && elf.isFor(ElfMachine.AARCH64))
        .map(elf -> closure(root, elf));
  }

  private Closure closure(FileEntry root, ElfFile elf) {
    String identity = LibraryFolders.identity(root);
    LoadedObject main = new LoadedObject(root.path(), environment.workdir(), elf, null);
    Loading loading = new Loading(search, environment.host(), main, identity);
    String path = elf.interpreter().orElse(DEFAULT_INTERPRETER);
    boolean found = interpret(loading, path);
    if (!found) {
      // as ldd does, which has its own
      interpret(loading, DEFAULT_INTERPRETER);
    }
    environment.preload().forEach(loading::preload);
    loading.run();
    return new Closure(root, path, found, loading.dependencies(), loading.versionProblems());
  }

  private boolean interpret(Loading loading, String path) {
    Candidate file = folders.open(path);
    ElfFile elf = file == null ? null : file.elfOrNull();
    if (file == null || elf == null) {
      return false;
    }
    LoadedObject object = new LoadedObject(path, environment.workdir(), elf, null);
    loading.interpreter(object, LibraryFolders.identity(file.file()));
    return true;
  }
}
