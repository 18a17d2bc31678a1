package io.github.jbuild.testing;

import io.github.jbuild.core.Digest;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileEntry.Content;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.Layer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** File systems of one layer, made in code; folders come with what is put into them. */
public final class TreeFixture {

  private static final FileEntry.Attributes ATTRIBUTES = new FileEntry.Attributes(0755, 0, 0);

  private final Inspector inspector;
  private final Map<String, FileEntry> entries = new LinkedHashMap<>();

  /** A file system whose files pass an inspector. */
  public TreeFixture(Inspector inspector) {
    this.inspector = inspector;
  }

  /** Adds a file. */
  public TreeFixture file(String path, byte[] bytes) {
    try {
      Object seen = inspector.inspect(path, bytes.length, new ByteArrayInputStream(bytes));
      return add(path, FileEntry.Type.FILE, null, new Content(bytes.length, new byte[32], seen));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a file. */
  public TreeFixture file(String path, ElfFixture elf) {
    return file(path, elf.bytes());
  }

  /** Adds a file. */
  public TreeFixture file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a symbolic link. */
  public TreeFixture link(String path, String target) {
    return add(path, FileEntry.Type.SYMLINK, target, null);
  }

  /** Adds another name of a file that is there. */
  public TreeFixture hardLink(String path, String file) {
    FileEntry known = entries.get(file);
    if (known == null) {
      throw new IllegalArgumentException("no file " + file);
    }
    return add(path, FileEntry.Type.HARD_LINK, file, known.content().orElse(null));
  }

  /** Adds a folder. */
  public TreeFixture folder(String path) {
    return add(path, FileEntry.Type.DIRECTORY, null, null);
  }

  private TreeFixture add(
      String path, FileEntry.Type type, @Nullable String target, @Nullable Content content) {
    int slash = path.lastIndexOf('/');
    String folder = slash == 0 ? "/" : path.substring(0, slash);
    if (slash > 0 && !entries.containsKey(folder)) {
      folder(folder);
    }
    entries.put(
        path, new FileEntry(folder, path.substring(slash + 1), type, ATTRIBUTES, target, content));
    return this;
  }

  /** The file system. */
  public FileTree tree() {
    Digest digest = new Digest("0".repeat(64));
    List<FileEntry> all = List.copyOf(entries.values());
    return FileTree.over(List.of(new Layer(0, digest, 0, "", all, List.of(), List.of())));
  }
}
