package io.github.jbuild.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release of Jetson Linux and what belongs to it.
 *
 * @param l4t the release, such as {@code r36.4.0}
 * @param jetpack the JetPack that it is part of
 * @param cuda version of the CUDA runtime library
 * @param cudnn version of cuDNN
 * @param tensorrt version of TensorRT
 * @param ubuntu version of Ubuntu
 * @param python version of Ubuntu's Python 3
 * @param sm compute capabilities of its modules, without the dot
 * @param refusedOrNull why jbuild does not build for it; null when it does
 * @param source where the row is from
 */
public record L4tRelease(
    String l4t,
    String jetpack,
    String cuda,
    String cudnn,
    String tensorrt,
    String ubuntu,
    String python,
    List<String> sm,
    @Nullable String refusedOrNull,
    Confidence confidence,
    String source)
    implements Fact {
  public L4tRelease {
    sm = List.copyOf(sm);
  }
}
