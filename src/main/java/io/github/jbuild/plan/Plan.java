package io.github.jbuild.plan;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.facts.L4tRelease;
import io.github.jbuild.profile.Profile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A build, fully resolved: bases by digest, wheels and archives by URL and hash. The hub between
 * profiles and everything that looks at a build; making one touches neither network nor engine.
 *
 * @param profile what the user requested
 * @param l4t the release that it is for
 * @param stages in the order of the Dockerfile; a stage names only earlier ones
 */
public record Plan(Profile profile, L4tRelease l4t, List<Stage> stages) {

  public Plan {
    stages = List.copyOf(stages);
  }

  /** All steps in order. */
  public List<Step> steps() {
    return stages.stream().flatMap(stage -> stage.steps().stream()).toList();
  }

  /** The stage of a name. */
  public Optional<Stage> stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
  }

  /** The images that stages start from, each once, in order. */
  public List<ImageRef> bases() {
    return stages.stream().flatMap(stage -> stage.from().image().stream()).distinct().toList();
  }

  /** The pinned wheels, in the order of the profile. */
  public List<PinnedWheel> pinnedWheels() {
    return steps().stream()
        .flatMap(
            step ->
                step instanceof PythonStep.InstallWheels install
                    ? install.wheels().stream()
                    : Stream.empty())
        .toList();
  }

  /** Everything that is downloaded, in order. */
  public List<FetchStep.Download> downloads() {
    return steps().stream()
        .flatMap(
            step ->
                step instanceof FetchStep.Download download ? Stream.of(download) : Stream.empty())
        .toList();
  }
}
