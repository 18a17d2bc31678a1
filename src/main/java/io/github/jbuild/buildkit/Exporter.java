package io.github.jbuild.buildkit;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where a result goes.
 *
 * @param type {@code moby} or {@code image} for the engine's store, {@code oci}, {@code docker},
 *     {@code tar} or {@code local} for files that the session takes
 * @param attributes such as {@code name}; one that is empty is best left out, since engines refuse
 *     an empty name
 */
public record Exporter(String type, Map<String, String> attributes) {

  public Exporter {
    attributes = Map.copyOf(new TreeMap<>(attributes));
  }
}
