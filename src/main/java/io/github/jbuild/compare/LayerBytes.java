package io.github.jbuild.compare;

import io.github.jbuild.core.Digest;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.Layer;

/**
 * What a layer takes.
 *
 * @param number 1 for the lowest
 * @param diffId digest of the uncompressed tar
 * @param bytes bytes of its regular files, as docker counts
 * @param tarBytes size of the uncompressed tar
 * @param files its regular files
 * @param step what made it, as a line of a Dockerfile; empty when the image does not say
 */
public record LayerBytes(
    int number, Digest diffId, long bytes, long tarBytes, int files, String step) {

  static LayerBytes of(Layer layer) {
    return new LayerBytes(
        layer.index() + 1,
        layer.diffId(),
        layer.fileBytes(),
        layer.bytes(),
        Math.toIntExact(layer.entries().stream().filter(FileEntry::isFile).count()),
        CreatedBy.readable(layer.createdBy()));
  }
}
