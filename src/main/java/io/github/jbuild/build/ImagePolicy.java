package io.github.jbuild.build;

import io.github.jbuild.core.JbuildException;

/** Decides about a finished image before it gets its tags. */
@FunctionalInterface
public interface ImagePolicy {

  /**
   * Looks at an image.
   *
   * @throws JbuildException {@code FINDINGS} if it must not be tagged
   */
  void require(BuildJob job, ContainerEngine.Image image);

  /** Accepts every image. */
  static ImagePolicy always() {
    return (job, image) -> {};
  }
}
