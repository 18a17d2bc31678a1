package io.github.jbuild.build;

import io.github.jbuild.core.Ordered;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user requests of the builder beyond the profile; the same for every profile of a run.
 *
 * @param buildArgs build arguments
 * @param labels labels added to the image
 * @param targetOrNull stage to stop at
 * @param pull ask registries for newer base images
 * @param caching which caches are used and written
 * @param steps what {@code RUN} steps find around them
 * @param secrets what steps may mount as secrets
 * @param sshAgents what steps may mount as SSH agents
 * @param outputs where the result goes
 * @param sourceDateEpochOrNull seconds since 1970 for the times in the image, {@code
 *     SOURCE_DATE_EPOCH}
 */
public record BuildSettings(
    Map<String, String> buildArgs,
    Map<String, String> labels,
    @Nullable String targetOrNull,
    boolean pull,
    Caching caching,
    StepSettings steps,
    List<Secret> secrets,
    List<SshAgent> sshAgents,
    BuildOutputs outputs,
    @Nullable Long sourceDateEpochOrNull) {

  /** Nothing requested. */
  public static final BuildSettings DEFAULTS = of(Map.of(), Caching.DEFAULT);

  public BuildSettings {
    buildArgs = Ordered.copyOf(buildArgs);
    labels = Ordered.copyOf(labels);
    secrets = List.copyOf(secrets);
    sshAgents = List.copyOf(sshAgents);
  }

  /** Only labels and what is cached. */
  public static BuildSettings of(Map<String, String> labels, Caching caching) {
    return new BuildSettings(
        Map.of(),
        labels,
        null,
        false,
        caching,
        StepSettings.DEFAULT,
        List.of(),
        List.of(),
        BuildOutputs.INTO_ENGINE,
        null);
  }

  /** The same with names for images in archives, where they have none. */
  BuildSettings named(String name) {
    return new BuildSettings(
        buildArgs,
        labels,
        targetOrNull,
        pull,
        caching,
        steps,
        secrets,
        sshAgents,
        outputs.named(name),
        sourceDateEpochOrNull);
  }
}
