package io.github.jbuild.engine.classic;

import com.github.dockerjava.api.command.BuildImageCmd;
import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.Caching.CacheEntry;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The request to the classic builder; what it does not support is rejected before anything is sent.
 */
final class ClassicCommand {

  private ClassicCommand() {}

  /**
   * Fills in a command.
   *
   * @throws JbuildException {@code USAGE} if the request needs BuildKit
   */
  static BuildImageCmd of(BuildImageCmd command, ContainerEngine.Request request) {
    BuildSettings settings = request.settings();
    refuseWhatNeedsBuildKit(settings);
    command
        .withDockerfilePath(request.dockerfile())
        .withPlatform(request.platform().toString())
        .withNoCache(settings.caching().none())
        .withPull(settings.pull())
        .withRemove(true)
        .withForcerm(true);
    settings.buildArgs().forEach(command::withBuildArg);
    if (!settings.labels().isEmpty()) {
      command.withLabels(settings.labels());
    }
    if (settings.targetOrNull() != null) {
      command.withTarget(settings.targetOrNull());
    }
    if (settings.steps().networkOrNull() != null) {
      command.withNetworkMode(settings.steps().networkOrNull());
    }
    if (settings.steps().shmBytes() > 0) {
      command.withShmsize(settings.steps().shmBytes());
    }
    if (!settings.steps().hosts().isEmpty()) {
      Set<String> hosts = new LinkedHashSet<>();
      for (Map.Entry<String, String> host : settings.steps().hosts().entrySet()) {
        hosts.add(host.getKey() + ":" + host.getValue());
      }
      command.withExtraHosts(hosts);
    }
    Set<String> caches = new LinkedHashSet<>();
    for (CacheEntry cache : settings.caching().from()) {
      caches.add(cache.attribute("ref"));
    }
    if (!caches.isEmpty()) {
      command.withCacheFrom(caches);
    }
    return command;
  }

  private static void refuseWhatNeedsBuildKit(BuildSettings settings) {
    refuse(!settings.secrets().isEmpty(), "--secret", "does not support secrets");
    refuse(!settings.sshAgents().isEmpty(), "--ssh", "does not forward SSH agents");
    refuse(
        !settings.caching().noneFor().isEmpty(),
        "--no-cache-filter",
        "cannot skip the cache for single stages");
    refuse(!settings.caching().to().isEmpty(), "--cache-to", "cannot export a cache");
    for (CacheEntry cache : settings.caching().from()) {
      refuse(
          !cache.type().equals("registry"),
          "--cache-from type=" + cache.type(),
          "imports caches only from images");
    }
    refuse(!settings.steps().ulimits().isEmpty(), "--ulimit", "does not set limits");
    refuse(settings.sourceDateEpochOrNull() != null, "SOURCE_DATE_EPOCH", "does not support it");
    refuse(
        !settings.outputs().intoEngine()
            || settings.outputs().destinations().size() > 1
            || settings.outputs().destinations().stream().anyMatch(o -> !o.attributes().isEmpty()),
        "--output",
        "leaves its image in the engine");
  }

  private static void refuse(boolean asked, String option, String why) {
    if (asked) {
      throw JbuildException.of(Kind.USAGE, option + " needs BuildKit: the classic builder " + why)
          .hint("use an engine with BuildKit (Docker 20.10 or newer), without --engine classic");
    }
  }
}
