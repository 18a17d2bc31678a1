package io.github.jbuild.buildkit;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What to build.
 *
 * @param ref the build's name: random, and never used twice
 * @param frontend who reads the source: {@code dockerfile.v0}, or {@code gateway.v0} for an image
 * @param attributes the frontend's settings, see {@link DockerfileFrontend}. Engines ignore what
 *     they do not know
 * @param exporters where the result goes; none fills the cache only. Engines before 26 know the
 *     first only
 * @param cacheImports caches to read from
 * @param cacheExports caches to write to
 * @param entitlements what the build may do that is not allowed by itself, such as {@code
 *     network.host}
 */
public record SolveSpec(
    String ref,
    String frontend,
    Map<String, String> attributes,
    List<Exporter> exporters,
    List<Cache> cacheImports,
    List<Cache> cacheExports,
    Set<String> entitlements) {

  private static final SecureRandom RANDOM = new SecureRandom();

  public SolveSpec {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    exporters = List.copyOf(exporters);
    cacheImports = List.copyOf(cacheImports);
    cacheExports = List.copyOf(cacheExports);
    entitlements = Collections.unmodifiableSet(new TreeSet<>(entitlements));
  }

  /** Builds a Dockerfile. */
  public static Builder of(DockerfileFrontend dockerfile) {
    Builder builder = new Builder("dockerfile.v0");
    builder.attributes.putAll(dockerfile.attributes());
    builder.entitlements.addAll(dockerfile.entitlements());
    return builder;
  }

  /** Builds whatever a frontend reads. */
  public static Builder of(String frontend, Map<String, String> attributes) {
    Builder builder = new Builder(frontend);
    builder.attributes.putAll(attributes);
    return builder;
  }

  /** Collects a build's parts. */
  public static final class Builder {

    private final String frontend;
    private final Map<String, String> attributes = new TreeMap<>();
    private final List<Exporter> exporters = new ArrayList<>();
    private final List<Cache> cacheImports = new ArrayList<>();
    private final List<Cache> cacheExports = new ArrayList<>();
    private final Set<String> entitlements = new TreeSet<>();

    private Builder(String frontend) {
      this.frontend = frontend;
    }

    /** Adds a place for the result. */
    public Builder export(String type, Map<String, String> attributes) {
      exporters.add(new Exporter(type, attributes));
      return this;
    }

    /** Adds a cache to read from. */
    public Builder cacheFrom(String type, Map<String, String> attributes) {
      cacheImports.add(new Cache(type, attributes));
      return this;
    }

    /** Adds a cache to write to. */
    public Builder cacheTo(String type, Map<String, String> attributes) {
      cacheExports.add(new Cache(type, attributes));
      return this;
    }

    /** Allows something. */
    public Builder entitle(String entitlement) {
      entitlements.add(entitlement);
      return this;
    }

    /** The build, with a random name. */
    public SolveSpec build() {
      return new SolveSpec(
          new BigInteger(128, RANDOM).toString(Character.MAX_RADIX),
          frontend,
          attributes,
          exporters,
          cacheImports,
          cacheExports,
          entitlements);
    }
  }
}
