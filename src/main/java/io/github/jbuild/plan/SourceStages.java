package io.github.jbuild.plan;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.SourceBuild;
import java.util.ArrayList;
import java.util.List;

/** One stage for each software that is built from source. */
final class SourceStages {

  private final Profile profile;

  SourceStages(Profile profile) {
    this.profile = profile;
  }

  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    profile.sources().forEach((name, source) -> stages.add(stage(name, source)));
    return stages;
  }

  private Stage stage(String name, SourceBuild source) {
    String field = "sources." + name;
    Origin origin =
        Origin.of(
            profile, field, "the distribution's " + name + " is older than the profile wants");
    List<Step> steps = new ArrayList<>();
    if (!profile.apt().build().isEmpty()) {
      steps.add(
          new Step.AptInstall(
              Origin.of(profile, "apt.build", "what it takes to compile " + name),
              profile.apt().build()));
    }
    steps.add(
        new Step.CmakeBuild(
            origin,
            name,
            source.version(),
            FetchStages.archiveStage(name),
            FetchStages.archivePath(source),
            ((SourceBuild.Cmake) source.recipe()).generator().id(),
            ((SourceBuild.Cmake) source.recipe()).defines()));
    Profile.Check check = source.checkOrNull();
    if (check != null) {
      steps.add(
          new Step.CheckOutput(
              Origin.of(
                  profile, field + ".check", "another version on the path would be found first"),
              check.command(),
              check.containsOrNull()));
    }
    steps.add(
        new Step.CollectFiles(
            Origin.of(profile, field + ".install", "headers and build files stay behind"),
            name,
            source.install()));
    return new Stage(
        name, Stage.From.image(toolchain()), "builds " + name + " from source", origin, steps);
  }

  /**
   * The donor has NVIDIA's whole tool chain on the same distribution, and is the same for every
   * profile.
   */
  private ImageRef toolchain() {
    return profile.donor().orElse(profile.base().image());
  }
}
