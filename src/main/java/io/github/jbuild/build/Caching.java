package io.github.jbuild.build;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.Ordered;
import java.util.List;
import java.util.Map;

/**
 * Which caches a build uses and writes.
 *
 * @param none use none
 * @param noneFor stages that use none
 * @param from caches to read besides the builder's own
 * @param to caches to write besides the builder's own
 */
public record Caching(
    boolean none, List<String> noneFor, List<CacheEntry> from, List<CacheEntry> to) {

  /** The builder's own cache. */
  public static final Caching DEFAULT = new Caching(false, List.of(), List.of(), List.of());

  /** No cache at all. */
  public static final Caching NONE = new Caching(true, List.of(), List.of(), List.of());

  public Caching {
    noneFor = List.copyOf(noneFor);
    from = List.copyOf(from);
    to = List.copyOf(to);
  }

  /**
   * A cache outside the builder, in the words of {@code docker buildx build --cache-to}.
   *
   * @param type {@code registry}, {@code local}, {@code inline} or {@code gha}
   * @param attributes such as {@code ref}, {@code src}, {@code dest}, {@code mode}
   */
  public record CacheEntry(String type, Map<String, String> attributes) {
    public CacheEntry {
      attributes = Ordered.copyOf(attributes);
    }

    /** An image in a registry or in the engine. */
    public static CacheEntry image(ImageRef image) {
      return new CacheEntry("registry", Map.of("ref", image.toString()));
    }

    /** An attribute's value; empty when it is not given. */
    public String attribute(String name) {
      return attributes.getOrDefault(name, "");
    }
  }
}
