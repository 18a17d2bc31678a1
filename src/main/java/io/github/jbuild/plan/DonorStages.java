package io.github.jbuild.plan;

import io.github.jbuild.facts.LibrarySet;
import io.github.jbuild.profile.Profile;
import java.util.List;

/**
 * The stages that collect libraries from the donor: first what the base has, then what it lacks.
 */
final class DonorStages {

  static final String SONAMES = "base-libs";
  static final String DONOR = "donor";

  private DonorStages() {}

  /** A library set that the runtime stage receives from the donor. */
  record Donated(LibrarySet set, Profile.Library wanted) {
    String field() {
      return "libraries." + set.name();
    }

    String folder() {
      return "/out/" + set.name();
    }
  }

  static List<Stage> of(Profile profile, List<Donated> libraries) {
    if (libraries.isEmpty()) {
      return List.of();
    }
    Origin base =
        Origin.of(profile, "base.image", "a library that the base has must not be stored twice");
    Stage sonames =
        new Stage(
            SONAMES,
            Stage.From.image(profile.base().image()),
            "what the base has already",
            base,
            List.of(new Step.ListSonames(base)));
    List<Step> steps =
        libraries.stream()
            .<Step>map(
                library ->
                    new Step.CollectLibraries(
                        Origin.of(profile, library.field(), library.set().why()),
                        library.set().name(),
                        library.set().files(),
                        SONAMES,
                        versionFile(library)))
            .toList();
    Stage donor =
        new Stage(
            DONOR,
            Stage.From.image(profile.donor().orElseThrow()),
            "library files for the runtime stage; nothing else of this image is used",
            Origin.of(profile, "donor.image", "the base lacks these libraries"),
            steps);
    return List.of(sonames, donor);
  }

  private static @org.jspecify.annotations.Nullable String versionFile(Donated library) {
    String version = library.wanted().versionOrNull();
    return version == null
        ? null
        : library.set().versionFile().map(prefix -> prefix + version).orElse(null);
  }
}
