package io.github.jbuild.buildkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that builds.
 *
 * @param id its identity
 * @param labels what it is
 * @param platforms for whom it can build, such as {@code linux/arm64} or {@code linux/arm/v7}
 * @param version BuildKit's version as it says; empty for an old one. Distributions' builds say
 *     {@code v0.0.0+unknown}
 */
public record Worker(
    String id, Map<String, String> labels, List<String> platforms, String version) {

  private static final String PREFIX = "org.mobyproject.buildkit.worker.";

  public Worker {
    labels = Map.copyOf(labels);
    platforms = List.copyOf(platforms);
  }

  /** Whether its results lie in containerd's image store, or in one like it, with manifests. */
  public boolean hasImageStore() {
    return labels.containsKey(PREFIX + "snapshotter");
  }

  /** What {@code host-gateway} stands for, if the engine reports it. */
  public Optional<String> hostGateway() {
    return Optional.ofNullable(labels.get(PREFIX + "moby.host-gateway-ip"))
        .filter(address -> address.matches("[0-9a-fA-F.:]+"));
  }
}
