package io.github.jbuild.image.python;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.KeptBytes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The folders of {@code sys.path} that hold distributions, in the order of Python's site module.
 * The user's own site folder is left out: it depends on who runs the image.
 */
final class SitePath {

  private final FileTree files;
  private final Set<String> folders = new LinkedHashSet<>();

  SitePath(FileTree files) {
    this.files = files;
  }

  /** The folders, with links followed. */
  List<String> folders() {
    return List.copyOf(folders);
  }

  /** Adds what the variable PYTHONPATH names. */
  SitePath pythonPath(String value) {
    for (String folder : value.split(":", -1)) {
      if (folder.startsWith("/")) {
        add(folder);
      }
    }
    return this;
  }

  /**
   * Adds the site folders of an installation. Debian's Python has folders of its own in /usr
   * (Debian Python Policy, "Module Path").
   *
   * @param prefix folder above bin and lib
   * @param minor such as {@code 3.10}
   */
  SitePath installation(String prefix, String minor) {
    if (prefix.equals("/usr")) {
      site("/usr/local/lib/python" + minor + "/dist-packages");
      site("/usr/lib/python3/dist-packages");
      site("/usr/lib/python" + minor + "/dist-packages");
    } else {
      site(prefix + "/lib/python" + minor + "/site-packages");
    }
    return this;
  }

  /** Adds a folder and, after it, the folders that its .pth files name. */
  private void site(String folder) {
    add(folder);
    String real = files.realPath(folder).orElse(folder);
    for (FileEntry entry : files.list(real)) {
      if (entry.name().endsWith(".pth")) {
        files
            .resolve(entry.path())
            .flatMap(FileEntry::content)
            .flatMap(content -> content.seen(KeptBytes.class))
            .ifPresent(kept -> pathFile(real, kept.text()));
      }
    }
  }

  /** Each line of a .pth file is a folder, but for comments and lines of code. */
  private void pathFile(String site, String text) {
    text.lines()
        .map(String::stripTrailing)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .filter(line -> !line.startsWith("import ") && !line.startsWith("import\t"))
        .forEach(line -> add(line.startsWith("/") ? line : site + "/" + line));
  }

  private void add(String folder) {
    files
        .realPath(folder)
        .filter(real -> files.get(real).filter(FileEntry::isDirectory).isPresent())
        .ifPresent(folders::add);
  }
}
