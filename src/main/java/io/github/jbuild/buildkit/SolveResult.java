package io.github.jbuild.buildkit;

import java.util.Map;
import java.util.Optional;

/**
 * What a build answered.
 *
 * @param response what the exporters say: {@code containerimage.digest}, {@code
 *     containerimage.config.digest}, {@code image.name}, …
 */
public record SolveResult(Map<String, String> response) {

  public SolveResult {
    response = Map.copyOf(response);
  }

  /**
   * The digest of the image: of its manifest, or of its configuration where the engine keeps images
   * without manifests.
   */
  public Optional<String> imageDigest() {
    return Optional.ofNullable(response.get("containerimage.digest"));
  }

  /** The digest of the image's configuration. */
  public Optional<String> configDigest() {
    return Optional.ofNullable(response.get("containerimage.config.digest"));
  }

  /**
   * The manifest of the cache that was written, as a descriptor in JSON (OCI image specification,
   * "Content Descriptors"). Where several caches were written, that of one of them.
   */
  public Optional<String> cacheManifest() {
    return Optional.ofNullable(response.get("cache.manifest"));
  }
}
