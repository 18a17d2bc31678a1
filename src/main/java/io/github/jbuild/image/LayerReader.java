package io.github.jbuild.image;

import io.github.jbuild.image.FileEntry.Attributes;
import io.github.jbuild.image.FileEntry.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tar of a layer as it passes by. Nothing is written anywhere, so that no name in it can
 * reach this machine's files.
 */
final class LayerReader {

  private static final int MAX_ENTRIES = 3_000_000;
  private static final int MAX_PATH = 4096;
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final String AUFS = ".wh..wh.";

  private final Inspector inspector;
  private final Map<String, Map<String, FileEntry>> entries = new HashMap<>();
  private final Map<String, String> folders = new HashMap<>();
  private final Map<Attributes, Attributes> attributes = new HashMap<>();
  private final List<String> removed = new ArrayList<>();
  private final List<String> emptied = new ArrayList<>();
  private int count;

  LayerReader(Inspector inspector) {
    this.inspector = inspector;
  }

  /**
   * Reads an uncompressed tar to its end.
   *
   * @throws MalformedImage if it is none, or holds what no layer may hold
   * @throws IOException what reading it threw
   */
  static LayerContent read(InputStream tar, Inspector inspector) throws IOException {
    return new LayerReader(inspector).read(tar);
  }

  private LayerContent read(InputStream tar) throws IOException {
    DigestInput all = new DigestInput(new BufferedInputStream(tar, 1 << 18));
    TarGuard guard = new TarGuard(all);
    TarArchiveInputStream in = new TarArchiveInputStream(guard, "UTF-8");
    try {
      for (guard.header(); ; guard.header()) {
        TarArchiveEntry header = in.getNextEntry();
        if (header == null) {
          break;
        }
        guard.content();
        add(header, in);
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedImage("not a tar archive: " + e.getMessage());
    }
    guard.content();
    all.drain();
    List<FileEntry> list = new ArrayList<>(count);
    entries.values().forEach(folder -> list.addAll(folder.values()));
    return new LayerContent(all.digest(), all.bytes(), list, removed, emptied);
  }

  private void add(TarArchiveEntry header, InputStream in) throws IOException {
    if (++count > MAX_ENTRIES) {
      throw new MalformedImage("a layer has more than " + MAX_ENTRIES + " entries");
    }
    String path = normalize(header.getName());
    if (path.equals("/")) {
      return;
    }
    int slash = path.lastIndexOf('/');
    String folder = slash == 0 ? "/" : path.substring(0, slash);
    String name = path.substring(slash + 1);
    if (name.equals(OPAQUE)) {
      emptied.add(folder);
    } else if (name.startsWith(WHITEOUT)) {
      if (!name.startsWith(AUFS)) {
        String hidden = name.substring(WHITEOUT.length());
        removed.add(folder.equals("/") ? "/" + hidden : folder + "/" + hidden);
      }
    } else {
      put(entry(folder, name, path, header, in));
    }
  }

  private void put(FileEntry entry) {
    entries.computeIfAbsent(entry.folder(), f -> new HashMap<>()).put(entry.name(), entry);
  }

  private FileEntry entry(
      String folder, String name, String path, TarArchiveEntry header, InputStream in)
      throws IOException {
    FileEntry.Type type = type(header);
    @Nullable String target =
        switch (type) {
          case SYMLINK -> bounded(header.getLinkName());
          case HARD_LINK -> normalize(header.getLinkName());
          default -> null;
        };
    @Nullable Content content = null;
    if (type == FileEntry.Type.FILE) {
      content = content(path, header, in);
    } else if (type == FileEntry.Type.HARD_LINK && target != null) {
      content = linked(target);
    }
    Attributes own =
        new Attributes(header.getMode() & 07777, header.getLongUserId(), header.getLongGroupId());
    return new FileEntry(
        folders.computeIfAbsent(folder, f -> f),
        name,
        type,
        attributes.computeIfAbsent(own, a -> a),
        target,
        content);
  }

  private @Nullable Content linked(String target) {
    int slash = target.lastIndexOf('/');
    Map<String, FileEntry> siblings = entries.get(slash == 0 ? "/" : target.substring(0, slash));
    FileEntry file = siblings == null ? null : siblings.get(target.substring(slash + 1));
    return file == null ? null : file.content().orElse(null);
  }

  private Content content(String path, TarArchiveEntry header, InputStream in) throws IOException {
    if (header.isSparse()) {
      throw new MalformedImage(path + " is a sparse entry, which layers do not have");
    }
    DigestInput bytes = new DigestInput(in);
    Object seen = inspector.inspect(path, header.getSize(), bytes);
    bytes.drain();
    if (bytes.bytes() != header.getSize()) {
      throw new MalformedImage("the archive ends within " + path);
    }
    return new Content(bytes.bytes(), bytes.hash(), seen);
  }

  private static FileEntry.Type type(TarArchiveEntry header) {
    if (header.isSymbolicLink()) {
      return FileEntry.Type.SYMLINK;
    }
    if (header.isLink()) {
      return FileEntry.Type.HARD_LINK;
    }
    if (header.isDirectory()) {
      return FileEntry.Type.DIRECTORY;
    }
    return header.isFile() ? FileEntry.Type.FILE : FileEntry.Type.SPECIAL;
  }

  private static String bounded(String path) throws MalformedImage {
    if (path.length() > MAX_PATH) {
      throw new MalformedImage(
          "a path of "
              + path.length()
              + " characters, where Linux knows at most "
              + MAX_PATH
              + ": "
              + path.substring(0, 60)
              + "...");
    }
    return path;
  }

  /** The absolute path that an extractor would give the entry below the root of the image. */
  private static String normalize(String name) throws MalformedImage {
    StringBuilder path = new StringBuilder(name.length() + 1);
    for (int begin = 0, end; begin <= bounded(name).length(); begin = end + 1) {
      int slash = name.indexOf('/', begin);
      end = slash < 0 ? name.length() : slash;
      String part = name.substring(begin, end);
      if (part.equals("..")) {
        throw new MalformedImage("the entry \"" + name + "\" leaves the image");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        path.append('/').append(part);
      }
    }
    return path.isEmpty() ? "/" : path.toString();
  }
}
