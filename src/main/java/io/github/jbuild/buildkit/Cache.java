package io.github.jbuild.buildkit;

import java.util.Map;
import java.util.TreeMap;

/**
 * A cache in addition to the engine's own, to import or to export.
 *
 * @param type {@code registry}, {@code inline}, {@code local}, {@code gha}
 * @param attributes such as {@code ref} for an image reference, {@code mode}
 */
public record Cache(String type, Map<String, String> attributes) {

  public Cache {
    attributes = Map.copyOf(new TreeMap<>(attributes));
  }
}
