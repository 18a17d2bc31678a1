package io.github.jbuild.facts;

import org.jspecify.annotations.Nullable;

/**
 * A base image.
 *
 * @param image name and tag, such as {@code nvcr.io/nvidia/l4t-cuda:12.6.11-runtime}
 * @param digestOrNull its digest, {@code sha256:…}
 * @param family its family, as in profiles
 * @param l4tOrNull the L4T release that it was made for
 * @param ubuntuOrNull version of Ubuntu
 * @param pythonOrNull version of Python 3 in it or in its distribution
 * @param cudaOrNull CUDA's version; null when it has none
 * @param cudnnOrNull cuDNN's version; null when it has none
 * @param tensorrtOrNull TensorRT's version; null when it has none
 * @param compressedBytesOrNull size in the registry
 * @param unpackedBytesOrNull size on disk
 * @param layersOrNull number of layers
 * @param source where the row is from
 */
public record BaseImage(
    String image,
    @Nullable String digestOrNull,
    String family,
    @Nullable String l4tOrNull,
    @Nullable String ubuntuOrNull,
    @Nullable String pythonOrNull,
    @Nullable String cudaOrNull,
    @Nullable String cudnnOrNull,
    @Nullable String tensorrtOrNull,
    @Nullable Long compressedBytesOrNull,
    @Nullable Long unpackedBytesOrNull,
    @Nullable Integer layersOrNull,
    Confidence confidence,
    String source)
    implements Fact {}
