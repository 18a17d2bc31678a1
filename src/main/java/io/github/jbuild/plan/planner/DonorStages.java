package io.github.jbuild.plan.planner;

import io.github.jbuild.plan.LibraryStep;
import io.github.jbuild.plan.Origin;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * The stages that collect files from the donor: first what libraries the base has, then those that
 * it lacks.
 */
final class DonorStages {

  static final String SONAMES = "base-libs";
  static final String DONOR = "donor";

  private DonorStages() {}

  static List<Stage> of(Profile profile, List<Libraries.Donated> libraries) {
    List<Profile.Copy> copies =
        profile.donorOrNull() == null ? List.of() : profile.donorOrNull().copy();
    if (libraries.isEmpty() && copies.isEmpty()) {
      return List.of();
    }
    List<Stage> stages = new ArrayList<>();
    if (!libraries.isEmpty()) {
      Origin base =
          Origin.of(profile, "base.image", "a library that the base has must not be stored twice");
      stages.add(
          new Stage(
              SONAMES,
              Stage.From.image(profile.base().image()),
              "what the base already has",
              base,
              List.of(new LibraryStep.ListSonames(base))));
    }
    List<Step> steps = new ArrayList<>();
    for (Libraries.Donated library : libraries) {
      steps.add(
          new LibraryStep.CollectLibraries(
              Origin.of(profile, library.field(), library.set().why()),
              library.set().name(),
              library.set().files(),
              SONAMES,
              library.versionFile()));
    }
    for (int number = 0; number < copies.size(); number++) {
      steps.add(
          new LibraryStep.CollectTrees(
              Origin.of(profile, copyField(number), "the base lacks these files"),
              copies.get(number).from(),
              copyFolder(number)));
    }
    stages.add(
        new Stage(
            DONOR,
            Stage.From.image(profile.donor().orElseThrow()),
            (copies.isEmpty() ? "library files" : "files")
                + " for the runtime stage; nothing else of this image is used",
            Origin.of(profile, "donor.image", "the base lacks these libraries"),
            steps));
    return stages;
  }

  /** The field of a copy from the donor. */
  static String copyField(int number) {
    return "donor.copy[" + number + "]";
  }

  /** Where the donor stage has the files of a copy. */
  static String copyFolder(int number) {
    return "/copy/" + number;
  }
}
