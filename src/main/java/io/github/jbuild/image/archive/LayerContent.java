package io.github.jbuild.image.archive;

import io.github.jbuild.core.Digest;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.Layer;
import java.util.List;

/**
 * What the tar of a layer holds, before its place in an image is known.
 *
 * @param diffId digest of the uncompressed tar
 * @param bytes size of the uncompressed tar
 */
record LayerContent(
    Digest diffId,
    long bytes,
    List<FileEntry> entries,
    List<String> removed,
    List<String> emptied) {

  /** A layer of an image. */
  Layer at(int index, String createdBy) {
    return new Layer(index, diffId, bytes, createdBy, entries, removed, emptied);
  }

  /** The same once more, for an image that has a layer twice. */
  LayerContent copy() {
    return new LayerContent(
        diffId, bytes, entries.stream().map(FileEntry::copy).toList(), removed, emptied);
  }
}
