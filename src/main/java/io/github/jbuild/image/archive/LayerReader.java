package io.github.jbuild.image.archive;

import io.github.jbuild.core.Sha256;
import io.github.jbuild.image.EntryPath;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileEntry.Attributes;
import io.github.jbuild.image.FileEntry.Content;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.MalformedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tar of a layer as it passes by. Nothing is written anywhere, so that no name in it can
 * reach this machine's files.
 */
final class LayerReader {

  /** Entries of a layer; an image has some hundred thousand. */
  private static final int MAX_ENTRIES = 3_000_000;

  /** Bytes of a layer's files, so that a small file cannot unpack for days. */
  private static final long MAX_BYTES = 256L << 30;

  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final String AUFS = ".wh..wh.";

  private final Inspector inspector;
  private final LayerEntries entries = new LayerEntries();
  private final Map<Attributes, Attributes> attributes = new HashMap<>();
  private final MessageDigest sha256 = Sha256.digest();
  private final byte[] buffer = new byte[1 << 16];
  private int count;
  private long fileBytes;

  private LayerReader(Inspector inspector) {
    this.inspector = inspector;
  }

  /**
   * Reads an uncompressed tar to its end.
   *
   * @throws MalformedImage if it is none, or holds what no layer may hold
   * @throws IOException what reading it threw
   */
  static LayerContent read(InputStream tar, Inspector inspector) throws IOException {
    LayerReader reader = new LayerReader(inspector);
    DigestInput all = new DigestInput(CloseShieldInputStream.wrap(tar));
    // The layer is hashed by one thread and its files by another.
    try (ReadAhead ahead = new ReadAhead(all)) {
      TarEntries in = new TarEntries(ahead);
      for (TarArchiveEntry header = in.next(); header != null; header = in.next()) {
        reader.add(header, in);
      }
      ahead.transferTo(OutputStream.nullOutputStream());
      return reader.entries.content(all);
    }
  }

  private void add(TarArchiveEntry header, TarEntries in) throws IOException {
    if (++count > MAX_ENTRIES) {
      throw new MalformedImage("a layer has more than " + MAX_ENTRIES + " entries");
    }
    String path = EntryPath.of(header.getName());
    String name = EntryPath.name(path);
    if (name.equals(OPAQUE)) {
      entries.empty(EntryPath.folder(path));
    } else if (name.startsWith(AUFS) || path.equals("/")) {
      return;
    } else if (name.startsWith(WHITEOUT)) {
      String folder = EntryPath.folder(path);
      String hidden = name.substring(WHITEOUT.length());
      entries.remove(folder.equals("/") ? "/" + hidden : folder + "/" + hidden);
    } else {
      entries.put(entry(path, name, header, in));
    }
  }

  private FileEntry entry(String path, String name, TarArchiveEntry header, TarEntries in)
      throws IOException {
    FileEntry.Type type = TarEntries.type(header);
    @Nullable String target =
        switch (type) {
          case SYMLINK -> EntryPath.bounded(header.getLinkName());
          case HARD_LINK -> EntryPath.of(header.getLinkName());
          default -> null;
        };
    @Nullable Content content = null;
    if (type == FileEntry.Type.FILE) {
      content = content(path, header, in);
    } else if (target != null && type == FileEntry.Type.HARD_LINK) {
      content = entries.linked(path, target);
    }
    Attributes own =
        new Attributes(header.getMode() & 07777, header.getLongUserId(), header.getLongGroupId());
    return new FileEntry(
        entries.folder(path), name, type, attributes.computeIfAbsent(own, a -> a), target, content);
  }

  private Content content(String path, TarArchiveEntry header, TarEntries in) throws IOException {
    fileBytes += header.getSize();
    if (fileBytes > MAX_BYTES || fileBytes < 0) {
      throw new MalformedImage(
          MalformedImage.shown(path) + ": a layer of more than " + MAX_BYTES + " bytes");
    }
    DigestInput bytes = new DigestInput(in.content(), sha256, buffer);
    Object seen = inspector.inspect(path, header.getSize(), bytes);
    bytes.drain();
    if (bytes.bytes() != header.getSize()) {
      throw new MalformedImage("the archive ends inside " + MalformedImage.shown(path));
    }
    return new Content(bytes.bytes(), bytes.hash(), seen);
  }
}
