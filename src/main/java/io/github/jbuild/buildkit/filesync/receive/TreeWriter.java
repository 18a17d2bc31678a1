package io.github.jbuild.buildkit.filesync.receive;

import io.github.jbuild.buildkit.filesync.GoMode;
import io.github.jbuild.buildkit.proto.filesync.Stat;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Writes a tree into a folder, and nothing anywhere else: every entry lies in a folder that came
 * before it and that is a real folder here, so that no link is ever written through. Owners are not
 * kept. Existing files and links are replaced; an existing folder is not replaced by a file.
 */
final class TreeWriter {

  private final Path given;
  private final TreeOrder order = new TreeOrder();
  private final TreeMap<String, Stat> folders = new TreeMap<>();
  private final Map<String, String> hardLinks = new LinkedHashMap<>();
  private Path root;

  TreeWriter(Path folder) {
    this.given = folder;
    this.root = folder;
  }

  void begin() throws IOException {
    Files.createDirectories(given);
    root = given.toRealPath();
  }

  /**
   * Takes an entry, which must come after those before it.
   *
   * @return whether it has bytes that must be requested
   */
  boolean entry(Stat stat) throws IOException {
    String path = stat.getPath();
    order.check(path);
    Path file = order.in(root);
    int mode = stat.getMode();
    if (GoMode.isFolder(mode)) {
      folder(file);
      order.folder(path);
      folders.put(path, stat);
      return false;
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw JbuildException.of(
              Kind.ENVIRONMENT,
              "the result of the build has a file where there is a directory: " + file)
          .hint("remove the directory, or choose another destination");
    }
    if (GoMode.isLink(mode)) {
      Files.deleteIfExists(file);
      Files.createSymbolicLink(file, TreeOrder.linkTarget(file, stat.getLinkname()));
      return false;
    }
    if (!GoMode.isRegular(mode)) {
      throw JbuildException.of(
              Kind.ENVIRONMENT, "the result of the build has a pipe or device: " + path)
          .hint("export it as a tar archive instead: type=tar");
    }
    if (!stat.getLinkname().isEmpty()) {
      order.checkHardLink(path, stat.getLinkname());
      hardLinks.put(path, stat.getLinkname());
      return false;
    }
    order.file(path);
    return true;
  }

  private static void folder(Path file) throws IOException {
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(file);
      Files.createDirectory(file);
    }
  }

  /** The place for the bytes of a file whose entry was taken. */
  IncomingFile part(Stat stat) {
    return new IncomingFile(root.resolve(stat.getPath()), stat);
  }

  /** Makes what needs all the files to be there: hard links; and modes and times of folders. */
  void finish() throws IOException {
    for (Map.Entry<String, String> link : hardLinks.entrySet()) {
      Path file = root.resolve(link.getKey());
      Files.deleteIfExists(file);
      Files.createLink(file, root.resolve(link.getValue()));
    }
    for (Map.Entry<String, Stat> folder : folders.descendingMap().entrySet()) {
      apply(root.resolve(folder.getKey()), folder.getValue());
    }
  }

  static void apply(Path file, Stat stat) throws IOException {
    Files.setAttribute(
        file, "unix:mode", GoMode.permissions(stat.getMode()), LinkOption.NOFOLLOW_LINKS);
    Files.setLastModifiedTime(file, FileTime.from(stat.getModTime(), TimeUnit.NANOSECONDS));
  }
}
