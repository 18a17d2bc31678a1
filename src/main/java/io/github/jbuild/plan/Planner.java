package io.github.jbuild.plan;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.facts.Confidence;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.L4tRelease;
import io.github.jbuild.facts.LibrarySet;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/** Makes the plan of a profile. */
public final class Planner {

  private final Facts facts;

  public Planner(Facts facts) {
    this.facts = facts;
  }

  /**
   * The plan of {@code profile}.
   *
   * @throws JbuildException {@code INVALID_INPUT}, with the place, if the profile contradicts
   *     itself or the facts
   */
  public Plan plan(Profile profile) {
    L4tRelease l4t = facts.release(profile.l4t(), profile.origins().of("l4t").orElse(null));
    List<DonorStages.Donated> libraries = donated(profile, l4t);
    PythonStages python = new PythonStages(profile);
    SourceStages sources = new SourceStages(profile);

    List<Stage> stages = new ArrayList<>();
    stages.addAll(DonorStages.of(profile, libraries));
    stages.addAll(new FetchStages(profile, python.wheels()).stages());
    stages.addAll(sources.stages());
    stages.addAll(python.stages());
    stages.add(new RuntimeStage(profile, libraries, python).stage());
    return new Plan(profile, l4t, stages);
  }

  private List<DonorStages.Donated> donated(Profile profile, L4tRelease l4t) {
    List<DonorStages.Donated> donated = new ArrayList<>();
    profile
        .libraries()
        .forEach(
            (name, wanted) -> {
              LibrarySet set =
                  facts.library(name, profile.origins().of("libraries." + name).orElse(null));
              requireVersion(profile, l4t, name, wanted);
              if (wanted.from() == Profile.Provider.DONOR) {
                requireDonor(profile, name);
                donated.add(new DonorStages.Donated(set, wanted));
              }
            });
    return donated;
  }

  private static void requireDonor(Profile profile, String library) {
    if (profile.donor().isEmpty()) {
      String field = "libraries." + library + ".from";
      throw JbuildException.of(
              Kind.INVALID_INPUT,
              "library set \"" + library + "\" comes from a donor, but there is none")
          .at(profile.origins().of(field).orElse(null))
          .hint("name the image that has it: donor: {image: …@sha256:…}, or say \"from: base\"");
    }
  }

  private static void requireVersion(
      Profile profile, L4tRelease l4t, String library, Profile.Library wanted) {
    String version = wanted.versionOrNull();
    boolean disputed = l4t.confidence() == Confidence.C; // which grounds no error
    if (!library.equals("cudnn") || version == null || disputed) {
      return;
    }
    if (!(l4t.cudnn() + ".").startsWith(version + ".")) {
      throw JbuildException.of(
              Kind.INVALID_INPUT,
              "cuDNN " + version + " is asked for, but " + l4t.l4t() + " has " + l4t.cudnn())
          .at(profile.origins().of("libraries.cudnn.version").orElse(null))
          .hint("write the version of the release (source: " + l4t.source() + ") or change l4t");
    }
  }
}
