package io.github.jbuild.buildkit.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.jbuild.buildkit.Cache;
import io.github.jbuild.buildkit.SolveResult;
import io.github.jbuild.core.Digest;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The caches of one build of which some may lie in folders, by the conventions of docker buildx:
 * {@code src} or {@code dest} is an OCI layout, {@code tag} (by default {@code latest}) says which
 * entry of its index, {@code digest} says it itself. The engine reads and writes blobs over the
 * session; the index is this side's.
 */
public final class LocalCaches implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "local:";

  private final Map<String, ContentFolder> folders = new TreeMap<>();
  private final List<Cache> from = new ArrayList<>();
  private final List<Cache> to = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();
  private final ContentService service;
  private final Consumer<String> warnings;

  private record Written(ContentFolder folder, String tag) {}

  /**
   * Finds the folders, and makes those that are to be written.
   *
   * @param from caches to read; one that is not there is left out with a warning, as in buildx
   * @param to caches to write
   * @throws JbuildException {@code MISMATCH} if a cache to read is damaged, {@code ENVIRONMENT} if
   *     a folder cannot be used
   */
  public LocalCaches(List<Cache> from, List<Cache> to, Consumer<String> warnings) {
    this.warnings = warnings;
    // What is written may be read, too: the name is the same then.
    to.forEach(cache -> this.to.add(isLocal(cache) ? writing(cache) : cache));
    for (Cache cache : from) {
      (isLocal(cache) ? reading(cache) : Optional.of(cache)).ifPresent(this.from::add);
    }
    this.service = new ContentService(folders);
  }

  private static boolean isLocal(Cache cache) {
    return cache.type().equals("local");
  }

  /** The caches to import, as passed to the engine. */
  public List<Cache> from() {
    return List.copyOf(from);
  }

  /** The caches to export, as passed to the engine. */
  public List<Cache> to() {
    return List.copyOf(to);
  }

  /** What the session must offer; nothing where no cache lies in a folder. */
  public Optional<ContentService> service() {
    return folders.isEmpty() ? Optional.empty() : Optional.of(service);
  }

  /** Why a folder could not be read or written; BuildKit knows it in other words. */
  public Optional<JbuildException> failure() {
    return service.failure();
  }

  /**
   * Enters what was written into the index of its folder.
   *
   * @throws JbuildException {@code ENVIRONMENT} if that cannot be written
   */
  public void finish(SolveResult result) {
    String manifest = result.cacheManifest().orElse("");
    if (manifest.isEmpty()) {
      return;
    }
    for (Written cache : written) {
      Path path = cache.folder().path();
      try {
        ObjectNode descriptor = descriptor(manifest);
        Optional<Digest> digest = ContentFolder.digest(descriptor.path("digest").asText());
        if (digest.isPresent() && cache.folder().has(digest.get())) {
          new LayoutIndex(path).put(cache.tag(), descriptor);
        } else {
          warnings.accept(
              "the cache in "
                  + path
                  + " keeps its previous entry: when several caches are exported, this BuildKit reports"
                  + " only one manifest. Build again with only this --cache-to");
        }
      } catch (IOException e) {
        throw CacheProblems.unusable(path, e);
      }
    }
  }

  private static ObjectNode descriptor(String json) {
    try {
      if (JSON.readTree(json) instanceof ObjectNode descriptor) {
        return descriptor;
      }
    } catch (JsonProcessingException e) {
      throw unreadable(json).cause(e);
    }
    throw unreadable(json);
  }

  private static JbuildException unreadable(String json) {
    return JbuildException.of(
            Kind.ENVIRONMENT, "the engine's response about the cache is not an object")
        .hint("the cache was not added to its index; check that the engine is healthy")
        .details(List.of(json));
  }

  private Cache writing(Cache cache) {
    Path path = path(cache, "dest");
    try {
      ContentFolder folder = ContentFolder.writable(path);
      String tag = cache.attributes().getOrDefault("tag", "latest");
      written.add(new Written(folder, tag));
      return named(cache, "dest", folder);
    } catch (IOException e) {
      throw CacheProblems.unusable(path, e);
    }
  }

  private Optional<Cache> reading(Cache cache) {
    Path path = path(cache, "src");
    String digest = cache.attributes().getOrDefault("digest", "");
    try {
      if (!Files.isDirectory(path)) {
        return without(path, "no such directory");
      }
      if (digest.isEmpty()) {
        String tag = cache.attributes().getOrDefault("tag", "latest");
        Optional<Digest> found = new LayoutIndex(path).find(tag);
        if (found.isEmpty()) {
          return without(path, "its index has no tag \"" + tag + '"');
        }
        digest = found.get().toString();
      }
      ContentFolder folder = ContentFolder.readOnly(path);
      Optional<Blob> manifest = folder.find(Digest.parse(digest));
      if (manifest.isEmpty()) {
        return without(path, "it does not have " + digest);
      }
      CacheManifest.check(folder, manifest.get());
      Map<String, String> attributes = new TreeMap<>(cache.attributes());
      attributes.put("digest", digest);
      return Optional.of(named(new Cache(cache.type(), attributes), "src", folder));
    } catch (IllegalArgumentException e) {
      throw JbuildException.of(Kind.USAGE, "--cache-from type=local,digest: " + e.getMessage())
          .cause(e);
    } catch (IOException e) {
      throw CacheProblems.unusable(path, e);
    }
  }

  private Optional<Cache> without(Path path, String why) {
    warnings.accept("the cache in " + path + " is ignored: " + why);
    return Optional.empty();
  }

  private static Path path(Cache cache, String attribute) {
    return Path.of(cache.attributes().getOrDefault(attribute, "")).toAbsolutePath().normalize();
  }

  /** The engine hands the name back in a header, which cannot have every character of a path. */
  private Cache named(Cache cache, String attribute, ContentFolder folder) {
    String name = folder.path().toUri().toASCIIString().replaceFirst("^file://(.*?)/?$", "$1");
    folders.putIfAbsent(PREFIX + name, folder);
    Map<String, String> attributes = new TreeMap<>(cache.attributes());
    attributes.put(attribute, name);
    return new Cache(cache.type(), attributes);
  }

  @Override
  public void close() {
    folders.values().forEach(ContentFolder::close);
  }
}
