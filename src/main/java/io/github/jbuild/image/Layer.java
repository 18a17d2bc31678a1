package io.github.jbuild.image;

import io.github.jbuild.core.Digest;
import java.util.List;

/**
 * A layer of an image.
 *
 * @param index 0 for the lowest
 * @param diffId digest of the uncompressed tar (OCI image configuration, {@code rootfs.diff_ids})
 * @param bytes size of the uncompressed tar
 * @param createdBy what made it, from the image's history; empty when that is not known
 * @param entries what it adds or replaces, folder by folder; a name that the tar holds twice is
 *     here once, as its last entry
 * @param removed absolute paths that it removes from the layers below (whiteouts)
 * @param emptied absolute paths of folders whose content of the layers below it hides (opaque
 *     whiteouts)
 */
public record Layer(
    int index,
    Digest diffId,
    long bytes,
    String createdBy,
    List<FileEntry> entries,
    List<String> removed,
    List<String> emptied) {

  public Layer {
    entries = List.copyOf(entries);
    removed = List.copyOf(removed);
    emptied = List.copyOf(emptied);
    entries.forEach(entry -> entry.inLayer(index));
  }

  /** Bytes of the regular files in it. */
  public long fileBytes() {
    return entries.stream().mapToLong(FileEntry::size).sum();
  }
}
