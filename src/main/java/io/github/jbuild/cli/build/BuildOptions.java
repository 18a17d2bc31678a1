package io.github.jbuild.cli.build;

import io.github.jbuild.build.BuildJob;
import io.github.jbuild.build.BuildRun;
import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of {@code build} besides those that choose profiles, named as in docker and buildx.
 */
final class BuildOptions {

  @Option(
      names = {"-t", "--tag"},
      paramLabel = "NAME[:TAG]",
      description = "Tag the image with this instead of the profile's tags; repeatable.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--build-arg",
      paramLabel = "NAME[=VALUE]",
      description = "Set a build argument; without a value, from the environment. Not for secrets.")
  private List<String> buildArgs = new ArrayList<>();

  @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Set a label of the image.")
  private List<String> labels = new ArrayList<>();

  @Option(names = "--target", paramLabel = "STAGE", description = "Stop after this stage.")
  private @Nullable String target;

  @Option(names = "--pull", description = "Always pull newer base images.")
  private boolean pull;

  @Mixin private final CacheOptions caches = new CacheOptions();

  @Mixin private final StepOptions steps = new StepOptions();

  @Mixin private final SessionOptions session = new SessionOptions();

  @Mixin private final OutputOptions outputs = new OutputOptions();

  @Option(names = "--iidfile", paramLabel = "FILE", description = "Write the image ID to FILE.")
  private @Nullable Path iidFile;

  @Option(
      names = "--metadata-file",
      paramLabel = "FILE",
      description = "Write metadata of the build to FILE, as JSON with buildx's keys.")
  private @Nullable Path metadataFile;

  @Option(
      names = "--verify",
      description = "Verify the image before tagging it; leave it untagged if it fails.")
  private boolean verify;

  @Option(
      names = "--max-parallel",
      paramLabel = "N",
      defaultValue = "4",
      description = "With several profiles, build this many at the same time; default: 4.")
  private int maxParallel;

  @Option(
      names = {"-k", "--keep-going"},
      description = "With several profiles, continue after one fails.")
  private boolean keepGoing;

  /** What is requested of the engine. */
  BuildSettings settings(Map<String, String> environment) {
    return new BuildSettings(
        BuildArgs.parse(buildArgs, environment),
        BuildArgs.labels(labels),
        target,
        pull,
        caches.caching(),
        steps.settings(),
        session.secrets(environment),
        session.sshAgents(environment),
        outputs.outputs(),
        sourceDateEpoch(environment));
  }

  /** Whether images are verified before they get their tags. */
  boolean verifies() {
    if (verify && target != null) {
      throw usage("--verify needs the whole image, not the stage " + target);
    }
    if (verify && !outputs.outputs().intoEngine()) {
      throw usage("--verify reads the image in the engine, but --output writes it elsewhere")
          .hint("add -o type=docker, or verify the file: jbuild verify FILE");
    }
    return verify;
  }

  /**
   * How several profiles are built and what is recorded.
   *
   * @param builderIsParallel whether the builder can build several at the same time
   */
  BuildRun buildRun(boolean builderIsParallel) {
    if (maxParallel < 1) {
      throw usage("--max-parallel takes a number from 1 upwards");
    }
    return new BuildRun(keepGoing, builderIsParallel ? maxParallel : 1, iidFile, metadataFile);
  }

  /**
   * Refuses what cannot be meant, before an engine is asked.
   *
   * @param profiles how many profiles are built
   */
  void validate(int profiles) {
    if (!tags.isEmpty() && profiles > 1) {
      throw usage("one --tag cannot name the images of " + profiles + " profiles")
          .hint("set image.tags in each profile, or build one at a time");
    }
    for (ImageRef reference : references()) {
      if (reference.digest().isPresent()) {
        throw usage("--tag " + reference + " has a digest")
            .hint("a tag is name[:tag]; the digest results from the build");
      }
    }
    if (profiles > 1 && !outputs.outputs().destinations().isEmpty()) {
      throw usage("one --output cannot hold the results of " + profiles + " profiles")
          .hint("build one at a time");
    }
  }

  /** The jobs with the requested tags. */
  List<BuildJob> tagged(List<BuildJob> jobs) {
    return tags.isEmpty() ? jobs : jobs.stream().map(job -> job.withTags(references())).toList();
  }

  private List<ImageRef> references() {
    return tags.stream().map(tag -> reference("--tag", tag)).toList();
  }

  /** The times in the image (reproducible-builds.org/specs/source-date-epoch). */
  private static @Nullable Long sourceDateEpoch(Map<String, String> environment) {
    String text = environment.getOrDefault("SOURCE_DATE_EPOCH", "");
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("[0-9]{1,12}")) {
      throw usage("SOURCE_DATE_EPOCH is \"" + text + "\", not a number of seconds since 1970")
          .hint("for example SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)");
    }
    return Long.valueOf(text);
  }

  private static ImageRef reference(String option, String text) {
    try {
      return ImageRef.parse(text);
    } catch (IllegalArgumentException e) {
      throw usage(option + ": " + e.getMessage()).cause(e);
    }
  }

  private static JbuildException usage(String message) {
    return JbuildException.of(Kind.USAGE, message);
  }
}
