package io.github.jbuild.engine.buildkit;

import io.github.jbuild.build.BuildOutputs.Output;
import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.Caching.CacheEntry;
import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rejects what a BuildKit would accept and silently ignore, or fail with an unhelpful message. Each
 * of these was seen on Docker 20.10, 26.1 or 28.5, with a graph driver or with containerd's store.
 */
final class BuildKitLimits {

  private static final String STORE_HINT =
      "use an engine with the containerd image store (daemon.json: \"features\":"
          + " {\"containerd-snapshotter\": true}, from Docker 24 on), or a buildkitd (--builder)";

  /** What the exporters know of an output's attributes; they ignore all others. */
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "oci", Set.of("compression", "compression-level", "force-compression", "tar", "name"),
          "docker", Set.of("compression", "compression-level", "force-compression", "name"),
          "image", Set.of("compression", "compression-level", "force-compression"),
          "tar", Set.of(),
          "local", Set.of("platform-split"),
          "cacheonly", Set.of());

  /** What is known of a cache's attributes in a folder. */
  private static final Set<String> LOCAL_EXPORT =
      Set.of(
          "dest",
          "tag",
          "mode",
          "oci-mediatypes",
          "image-manifest",
          "compression",
          "compression-level",
          "force-compression",
          "ignore-error");

  private BuildKitLimits() {}

  /**
   * Refuses.
   *
   * @throws JbuildException {@code USAGE} with the reason and what can do it
   */
  static void refuse(Request request, BuildKitStore store) {
    BuildSettings settings = request.settings();
    settings.caching().from().forEach(cache -> refuseImport(cache, store));
    settings.caching().to().forEach(cache -> refuseExport(cache, store));
    settings.outputs().destinations().forEach(output -> refuse(output, store));
    if (settings.outputs().destinations().size() > 1
        && !store.features().supportsSeveralOutputs()) {
      throw usage("several --output", store, "uses the first and ignores the others")
          .hint("give one --output, or use Docker 26 or newer");
    }
    refuseWhatIsNewer(settings, store.features());
    if (settings.steps().hosts().containsValue("host-gateway") && store.hostGateway().isEmpty()) {
      throw usage("--add-host …:host-gateway", store, "does not provide the gateway's address")
          .hint("give the address; docker network inspect bridge shows it");
    }
    String network = settings.steps().networkOrNull();
    if (network != null && !List.of("default", "host", "none").contains(network)) {
      throw usage(
              "--network " + network, store, "supports only the networks default, host and none")
          .hint("use one of those, or build with --engine classic");
    }
  }

  /**
   * Refuses what an engine is too old for, however it is reached.
   *
   * @throws JbuildException {@code USAGE} with the version that can
   */
  static void refuseWhatIsNewer(BuildSettings settings, BuildKitFeatures features) {
    if (!features.supportsResourceLimits() && !settings.steps().ulimits().isEmpty()) {
      throw tooOld("--ulimit", 23);
    }
    if (!features.supportsResourceLimits() && settings.steps().shmBytes() > 0) {
      throw tooOld("--shm-size", 23);
    }
    if (!features.supportsSourceDateEpoch() && settings.sourceDateEpochOrNull() != null) {
      throw tooOld("SOURCE_DATE_EPOCH", 24);
    }
  }

  private static JbuildException tooOld(String option, int version) {
    return JbuildException.of(
            Kind.USAGE, option + ": the BuildKit of Docker before " + version + " ignores it")
        .hint("remove it, or use Docker " + version + " or newer");
  }

  private static void refuse(Output output, BuildKitStore store) {
    String option = "--output type=" + output.type();
    if (output.attributes().containsKey("rewrite-timestamp")) {
      throw usage(option + ",rewrite-timestamp", store, "accepts it and ignores it")
          .hint(
              "set SOURCE_DATE_EPOCH, which sets the image's timestamp; file times in layers stay");
    }
    for (String attribute : output.attributes().keySet()) {
      if (attribute.equals("push")) {
        throw usage(option + ",push", store, "accepts it and pushes nothing").hint("use --push");
      }
      boolean unpacked = output.intoEngine() && store.isGraphDriver();
      if (!KNOWN.getOrDefault(output.type(), Set.of()).contains(attribute)
          || (unpacked && attribute.contains("compression"))) {
        throw usage(option + "," + attribute, store, "ignores it");
      }
    }
    boolean archive = output.type().equals("oci") || !output.destination().isEmpty();
    boolean image = output.type().equals("oci") || output.type().equals("docker");
    if (archive && image && store.isGraphDriver()) {
      throw usage(option, store, "has no exporter for image archives").hint(STORE_HINT);
    }
  }

  private static void refuseImport(CacheEntry cache, BuildKitStore store) {
    if (cache.type().equals("local") && store.isGraphDriver()) {
      throw usage("--cache-from type=local", store, "cannot import local caches").hint(STORE_HINT);
    }
    refuseUnknown("--cache-from type=local", cache, Set.of("src", "digest", "tag"), store);
    if (cache.type().equals("inline")) {
      throw usage("--cache-from type=inline", store, "has no such cache")
          .hint("an inline cache is part of an image: --cache-from IMAGE");
    }
  }

  private static void refuseExport(CacheEntry cache, BuildKitStore store) {
    if (!cache.type().equals("inline") && store.isGraphDriver()) {
      throw usage("--cache-to type=" + cache.type(), store, "exports only inline caches")
          .hint("use --cache-to type=inline; " + STORE_HINT);
    }
    refuseUnknown("--cache-to type=local", cache, LOCAL_EXPORT, store);
  }

  private static void refuseUnknown(
      String option, CacheEntry cache, Set<String> known, BuildKitStore store) {
    for (String attribute : cache.attributes().keySet()) {
      if (cache.type().equals("local") && !known.contains(attribute)) {
        throw usage(option + "," + attribute, store, "ignores it");
      }
    }
  }

  private static JbuildException usage(String option, BuildKitStore store, String why) {
    return JbuildException.of(Kind.USAGE, option + ": " + store.name() + " " + why);
  }
}
