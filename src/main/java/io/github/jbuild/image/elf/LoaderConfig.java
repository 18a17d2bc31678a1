package io.github.jbuild.image.elf;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.pattern.Glob;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.KeptBytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folders that {@code /etc/ld.so.conf} names for ldconfig (ldconfig(8)). The loader itself
 * never reads it.
 *
 * @param folders in the order in which they are named
 */
public record LoaderConfig(List<String> folders) {

  static final String PATH = "/etc/ld.so.conf";

  /** How deep ldconfig follows includes. */
  private static final int MAX_DEPTH = 10;

  public LoaderConfig {
    folders = List.copyOf(folders);
  }

  /** Reads the configuration of an image; folders that do not exist are named all the same. */
  public static LoaderConfig read(FileTree files) {
    List<String> folders = new ArrayList<>();
    read(files, PATH, folders, new HashSet<>(), 0);
    return new LoaderConfig(folders);
  }

  private static void read(
      FileTree files, String path, List<String> folders, Set<String> seen, int depth) {
    String text =
        files
            .resolve(path)
            .filter(file -> depth <= MAX_DEPTH && seen.add(file.path()))
            .flatMap(FileEntry::content)
            .flatMap(content -> content.seen(KeptBytes.class))
            .map(KeptBytes::text)
            .orElse("");
    for (String raw : text.split("\n", -1)) {
      String line = raw.replaceFirst("#.*", "").strip();
      if (line.matches("include\\s.*")) {
        for (String pattern : line.substring("include".length()).strip().split("\\s+", -1)) {
          included(files, path, pattern)
              .forEach(file -> read(files, file, folders, seen, depth + 1));
        }
      } else if (!line.isEmpty() && !line.matches("hwcap\\s.*")) {
        // "folder=type" distinguished libc4 and libc5
        String folder = line.replaceFirst("=.*", "").strip();
        folders.add(folder.length() > 1 ? folder.replaceFirst("/+$", "") : folder);
      }
    }
  }

  /** What a name with wild cards matches; empty for a name without any. */
  private static Optional<Glob> pattern(String name) {
    if (name.indexOf('*') < 0 && name.indexOf('?') < 0 && name.indexOf('[') < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Glob.copy(name));
    } catch (JbuildException notAPattern) {
      return Optional.empty();
    }
  }

  /** The files of a pattern, by name; a relative one is next to the file that includes it. */
  private static List<String> included(FileTree files, String from, String include) {
    String absolute =
        include.startsWith("/") ? include : from.substring(0, from.lastIndexOf('/') + 1) + include;
    List<String> paths = List.of("");
    for (String name : absolute.substring(1).split("/", -1)) {
      Optional<Glob> pattern = pattern(name);
      List<String> next = new ArrayList<>();
      for (String path : paths) {
        if (pattern.isEmpty()) {
          next.add(path + "/" + name);
        } else {
          files.realPath(path + "/").map(files::list).orElse(List.of()).stream()
              .map(FileEntry::name)
              .filter(each -> pattern.get().matches(each) && !each.startsWith("."))
              .forEach(each -> next.add(path + "/" + each));
        }
      }
      paths = next;
    }
    return paths;
  }

  /**
   * Libraries in the folders named here that the loader will not find, because ldconfig did not run
   * after they came: 64-bit ARM libraries whose SONAME the cache does not know.
   *
   * @return their paths, sorted
   */
  public List<String> unknownTo(LoaderCache cache, FileTree files) {
    Set<String> unknown = new TreeSet<>();
    for (String folder : folders) {
      for (FileEntry entry : files.realPath(folder).map(files::list).orElse(List.of())) {
        entry
            .content()
            .flatMap(content -> content.seen(ElfFile.class))
            .filter(elf -> elf.isFor(ElfMachine.AARCH64))
            .flatMap(ElfFile::soname)
            .filter(soname -> cache.path(soname).isEmpty())
            .ifPresent(soname -> unknown.add(entry.path()));
      }
    }
    return List.copyOf(unknown);
  }
}
