package io.github.jbuild.cli.build;

import io.github.jbuild.build.Caching;
import io.github.jbuild.build.Caching.CacheEntry;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Suggestions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which caches a build uses and writes, as buildx names them. */
final class CacheOptions {

  private static final List<String> TYPES = List.of("registry", "local", "inline");

  @Option(names = "--no-cache", description = "Rebuild every step, without the cache.")
  private boolean noCache;

  @Option(
      names = "--no-cache-filter",
      paramLabel = "STAGE",
      split = ",",
      description = "Rebuild the steps of this stage, without the cache; repeatable.")
  private List<String> noCacheFilter = new ArrayList<>();

  @Option(
      names = "--cache-from",
      paramLabel = "CACHE",
      description =
          "Import a cache: an image, type=registry,ref=IMAGE or type=local,src=DIR; repeatable.")
  private List<String> cacheFrom = new ArrayList<>();

  @Option(
      names = "--cache-to",
      paramLabel = "CACHE",
      description =
          "Export a cache: type=inline, type=registry,ref=IMAGE[,mode=max] or"
              + " type=local,dest=DIR; repeatable.")
  private List<String> cacheTo = new ArrayList<>();

  /** What the options request. */
  Caching caching() {
    return new Caching(
        noCache,
        noCacheFilter,
        cacheFrom.stream().map(text -> entry("--cache-from", text)).toList(),
        cacheTo.stream().map(text -> entry("--cache-to", text)).toList());
  }

  private static CacheEntry entry(String option, String text) {
    if (!text.contains("=")) {
      return option.equals("--cache-from") || !text.equals("inline")
          ? CacheEntry.image(reference(option, text))
          : new CacheEntry("inline", java.util.Map.of());
    }
    Attributes attributes = new Attributes(option, text);
    String type = attributes.take("type");
    if (!TYPES.contains(type)) {
      throw attributes
          .usage(type.isEmpty() ? "the type is missing" : "unknown type \"" + type + "\"")
          .hint(Suggestions.didYouMean(type, TYPES));
    }
    CacheEntry entry = new CacheEntry(type, attributes.rest());
    if (type.equals("registry")) {
      reference(option, entry.attribute("ref"));
    }
    String folder = option.equals("--cache-from") ? "src" : "dest";
    if (type.equals("local") && entry.attribute(folder).isEmpty()) {
      throw attributes.usage("missing " + folder).hint("add " + folder + "=DIR");
    }
    return entry;
  }

  private static ImageRef reference(String option, String text) {
    try {
      return ImageRef.parse(text);
    } catch (IllegalArgumentException e) {
      throw JbuildException.of(Kind.USAGE, option + ": " + e.getMessage()).cause(e);
    }
  }
}
