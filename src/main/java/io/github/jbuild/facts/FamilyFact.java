package io.github.jbuild.facts;

import io.github.jbuild.core.Ordered;
import java.util.List;
import java.util.Map;

/**
 * What the images of a family have in common.
 *
 * @param family its name in profiles
 * @param brings SONAMEs in its images
 * @param python whether its images have Python and pip
 * @param presetEnv variables of its images that name a package index
 * @param bundled Python distributions that its images have and that belong to an old torch
 * @param env variables that NVIDIA's container runtime reads and that its images lack
 * @param loaderPaths folders that the loader must search and its images do not name
 * @param why why there is such a family
 * @param source where the row is from
 */
public record FamilyFact(
    String family,
    List<String> brings,
    boolean python,
    List<String> presetEnv,
    List<String> bundled,
    Map<String, String> env,
    List<String> loaderPaths,
    String why,
    Confidence confidence,
    String source)
    implements Fact {
  public FamilyFact {
    brings = List.copyOf(brings);
    presetEnv = List.copyOf(presetEnv);
    bundled = List.copyOf(bundled);
    loaderPaths = List.copyOf(loaderPaths);
    env = Ordered.copyOf(env);
  }

  /** Whether the base has every library of a set. */
  public boolean brings(LibrarySet set) {
    return brings.containsAll(set.sonames());
  }
}
