package io.github.jbuild.compare;

import io.github.jbuild.core.Digest;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.Layer;
import java.util.HashSet;
import java.util.Set;

/**
 * What has to come to a machine that has one image and pulls another, in bytes of uncompressed
 * layers. Registries transfer them compressed.
 *
 * @param layers layers of the image that is pulled
 * @param shared how many of them the machine has, at any place in the image that is there
 * @param bytes the layers that it does not have
 * @param lowestShared how many layers are the same from the lowest up to the first that differs
 * @param bytesAboveLowest the layers above those; what Docker's own layer store needs, which knows
 *     a layer only on top of all those below it
 */
public record Pull(int layers, int shared, long bytes, int lowestShared, long bytesAboveLowest) {

  static Pull of(Image there, Image wanted) {
    Set<Digest> known = new HashSet<>();
    there.layers().forEach(layer -> known.add(layer.diffId()));
    int shared = 0;
    int lowest = 0;
    long bytes = 0;
    long above = 0;
    for (Layer layer : wanted.layers()) {
      boolean same =
          lowest == layer.index()
              && lowest < there.layers().size()
              && there.layers().get(lowest).diffId().equals(layer.diffId());
      lowest += same ? 1 : 0;
      above += same ? 0 : layer.bytes();
      shared += known.contains(layer.diffId()) ? 1 : 0;
      bytes += known.contains(layer.diffId()) ? 0 : layer.bytes();
    }
    return new Pull(wanted.layers().size(), shared, bytes, lowest, above);
  }
}
