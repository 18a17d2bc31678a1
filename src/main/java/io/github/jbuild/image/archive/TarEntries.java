package io.github.jbuild.image.archive;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.MalformedImage;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an untrusted tar. Rejects what readers interpret differently, so that what is seen
 * here is what an engine sees: sparse files, and content of what has none.
 */
final class TarEntries {

  private static final int BLOCK = 512;

  private final HeaderGuard guard;
  private final TarArchiveInputStream in;
  private final byte[] rest = new byte[1 << 13];

  TarEntries(InputStream tar) {
    guard = new HeaderGuard(tar);
    in = new TarArchiveInputStream(guard, BLOCK, BLOCK, "UTF-8", false);
  }

  /**
   * The next entry; null after the last one.
   *
   * @throws MalformedImage if there is something else
   * @throws IOException what reading threw
   */
  @Nullable TarArchiveEntry next() throws IOException {
    for (boolean more = in.getCurrentEntry() != null; more; ) {
      more = in.read(rest) >= 0;
    }
    guard.header();
    TarArchiveEntry entry;
    try {
      entry = in.getNextEntry();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new MalformedImage("not a tar archive: " + e.getMessage());
    }
    guard.content();
    if (entry == null) {
      return null;
    }
    String name = MalformedImage.shown(entry.getName());
    if (!entry.isCheckSumOK()) {
      throw new MalformedImage("not a tar archive: the checksum of the header of " + name);
    }
    if (entry.isSparse()) {
      throw new MalformedImage(name + " is a sparse entry, which layers cannot contain");
    }
    if (type(entry) != FileEntry.Type.FILE && entry.getSize() != 0) {
      throw new MalformedImage(
          name + " has " + entry.getSize() + " bytes of content, but is not a file");
    }
    return entry;
  }

  /** The content of the entry that came last. */
  InputStream content() {
    return in;
  }

  static FileEntry.Type type(TarArchiveEntry entry) {
    if (entry.isSymbolicLink()) {
      return FileEntry.Type.SYMLINK;
    }
    if (entry.isLink()) {
      return FileEntry.Type.HARD_LINK;
    }
    if (entry.isDirectory()) {
      return FileEntry.Type.DIRECTORY;
    }
    boolean special = entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
    return special ? FileEntry.Type.SPECIAL : FileEntry.Type.FILE;
  }
}
