package io.github.jbuild.plan;

import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.SourceBuild;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The stages that download what is pinned. */
final class FetchStages {

  static final String FETCH = "fetch";
  static final String WHEELS = "wheels";
  static final String ARCHIVES = "/archives";

  private final Profile profile;
  private final List<PinnedWheel> wheels;

  FetchStages(Profile profile, List<PinnedWheel> wheels) {
    this.profile = profile;
    this.wheels = wheels;
  }

  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    if (wheels.isEmpty() && profile.sources().isEmpty()) {
      return stages;
    }
    boolean donor = profile.donor().isPresent();
    Origin base =
        Origin.of(
            profile,
            donor ? "donor.image" : "base.image",
            "the image has no program to download with");
    stages.add(
        new Stage(
            FETCH,
            Stage.From.image(profile.donor().orElse(profile.base().image())),
            "a downloader, shared by the stages below",
            base,
            List.of(new Step.AptInstall(base, List.of("ca-certificates", "curl")))));
    if (!wheels.isEmpty()) {
      stages.add(wheels());
    }
    profile.sources().forEach((name, source) -> stages.add(archive(name, source)));
    return stages;
  }

  private Stage wheels() {
    Origin origin =
        Origin.of(
            profile,
            "python.wheels",
            "PyPI's wheels of these names have no CUDA, and the index has replaced builds under the same version");
    List<Step> steps = new ArrayList<>();
    for (PinnedWheel wheel : wheels) {
      steps.add(
          new Step.Download(
              Origin.of(profile, "python.wheels." + wheel.name(), origin.why()),
              wheel.name() + " " + wheel.version(),
              wheel.url(),
              wheel.sha256(),
              PinnedWheel.FOLDER,
              wheel.file()));
    }
    return new Stage(
        WHEELS,
        Stage.From.stage(FETCH),
        "the pinned Jetson wheels, checked by hash",
        origin,
        steps);
  }

  private Stage archive(String name, SourceBuild source) {
    Origin origin =
        Origin.of(profile, "sources." + name, "an archive is what its hash says, a tag may move");
    return new Stage(
        archiveStage(name),
        Stage.From.stage(FETCH),
        "the source archive of " + name + ", checked by hash",
        origin,
        List.of(
            new Step.Download(
                origin,
                name + " " + source.version(),
                source.from().url(),
                ((SourceBuild.Archive) source.from()).sha256(),
                ARCHIVES,
                fileName(source.from().url()))));
  }

  static String archiveStage(String source) {
    return source + "-src";
  }

  static String archivePath(SourceBuild source) {
    return ARCHIVES + "/" + fileName(source.from().url());
  }

  private static String fileName(URI url) {
    String path = url.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
