package io.github.jbuild.build;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import java.net.URI;
import java.util.List;

/**
 * Everything that is needed to build one profile's image, resolved and rendered.
 *
 * @param profile the profile's name
 * @param l4t the L4T release, such as {@code r36.4.0}
 * @param versions what the image is made for, in one line: {@code l4t r36.4.0 · JetPack 6.1 · …}
 * @param dockerfile the rendered Dockerfile
 * @param dockerfilePath its path in the context
 * @param steps the steps in the order of their instructions; the first begins with the first
 *     instruction
 * @param files the context and the Dockerfile
 * @param bases the images that the Dockerfile starts from or copies from
 * @param wheels the pinned wheels
 * @param tags the tags of the image
 */
public record BuildJob(
    String profile,
    String l4t,
    String versions,
    String dockerfile,
    String dockerfilePath,
    List<BuildStep> steps,
    ContainerEngine.BuildFiles files,
    List<ImageRef> bases,
    List<PinnedWheel> wheels,
    List<ImageRef> tags) {

  public BuildJob {
    steps = List.copyOf(steps);
    bases = List.copyOf(bases);
    wheels = List.copyOf(wheels);
    tags = List.copyOf(tags);
    if (steps.isEmpty() || steps.get(0).firstInstruction() != 1) {
      throw new IllegalArgumentException("the first step begins with the first instruction");
    }
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).firstInstruction() <= steps.get(i - 1).firstInstruction()) {
        throw new IllegalArgumentException("steps are in the order of their instructions");
      }
    }
  }

  /** The same job with other tags. */
  public BuildJob withTags(List<ImageRef> others) {
    return new BuildJob(
        profile, l4t, versions, dockerfile, dockerfilePath, steps, files, bases, wheels, others);
  }

  /**
   * A wheel pinned by its hash.
   *
   * @param name distribution name
   * @param version its version
   * @param url where it is
   * @param sha256 its hash
   */
  public record PinnedWheel(String name, String version, URI url, Digest sha256) {}
}
