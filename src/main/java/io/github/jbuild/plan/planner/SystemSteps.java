package io.github.jbuild.plan.planner;

import io.github.jbuild.plan.AptStep;
import io.github.jbuild.plan.ImageStep;
import io.github.jbuild.plan.LibraryStep;
import io.github.jbuild.plan.Origin;
import io.github.jbuild.plan.Step;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The system part of the final image: libraries, Debian packages, what is built from source. */
final class SystemSteps {

  private final Profile profile;
  private final BaseFamily family;
  private final Libraries libraries;
  private final List<Step> steps;

  /** Folders that get libraries. */
  private final Set<String> folders = new LinkedHashSet<>();

  SystemSteps(Profile profile, BaseFamily family, Libraries libraries, List<Step> steps) {
    this.profile = profile;
    this.family = family;
    this.libraries = libraries;
    this.steps = steps;
  }

  void add() {
    if (!profile.apt().remove().isEmpty()) {
      steps.add(
          new AptStep.AptRemove(
              origin("apt.remove", "conflicts with what the profile adds"),
              profile.apt().remove()));
    }
    addLibraries();
    if (!profile.apt().runtime().isEmpty()) {
      steps.add(
          new AptStep.AptInstall(
              origin("apt.runtime", "system libraries and programs of the final image"),
              profile.apt().runtime(),
              Repositories.of(profile)));
    }
    addSources();
    addDonorFiles();
    addLoader();
  }

  private void addLibraries() {
    for (Libraries.Donated library : libraries.donated()) {
      folders.add(library.set().to());
      steps.add(
          new ImageStep.CopyTree(
              origin(library.field(), library.set().why()),
              library.set().name(),
              DonorStages.DONOR,
              library.folder() + "/",
              library.set().to() + "/"));
    }
    for (Libraries.Packaged library : libraries.packaged()) {
      steps.add(
          new AptStep.AptInstall(
              origin(library.field(), library.set().why()),
              List.of(library.specifier()),
              Repositories.of(profile)));
    }
  }

  private void addSources() {
    profile
        .sources()
        .forEach(
            (name, source) -> {
              if (source.install().isEmpty()) {
                return;
              }
              folders.add("/usr/local/lib");
              steps.add(
                  new ImageStep.CopyTree(
                      origin(
                          "sources." + name,
                          "its libraries, programs and data, without the toolchain"),
                      name,
                      name,
                      "/out/",
                      "/usr/local/"));
            });
  }

  private void addDonorFiles() {
    Profile.@Nullable Donor donor = profile.donorOrNull();
    if (donor == null) {
      return;
    }
    for (int number = 0; number < donor.copy().size(); number++) {
      String to = donor.copy().get(number).to();
      steps.add(
          new ImageStep.CopyTree(
              origin(DonorStages.copyField(number), "the base lacks these files"),
              String.join(" ", donor.copy().get(number).from()),
              DonorStages.DONOR,
              DonorStages.copyFolder(number) + "/",
              to.endsWith("/") ? to : to + "/"));
    }
  }

  private void addLoader() {
    Map<String, String> paths = new LinkedHashMap<>();
    profile.loaderPaths().forEach(path -> paths.put(path, "loader.paths"));
    family.loaderPaths().forEach(path -> paths.putIfAbsent(path, "base.family"));
    for (Libraries.Packaged library : libraries.packaged()) {
      @Nullable String path = library.row().loaderPathOrNull();
      if (path != null) {
        paths.putIfAbsent(path, library.field());
      }
    }
    // The first that asks stands for all.
    String field = paths.values().stream().findFirst().orElse("sources");
    if (!paths.isEmpty()) {
      steps.add(
          new LibraryStep.WriteLoaderPaths(
              origin(field, "the loader searches only configured directories"),
              List.copyOf(paths.keySet())));
    }
    if (!folders.isEmpty() || !paths.isEmpty()) {
      steps.add(
          new LibraryStep.LinkLibraries(
              origin(
                  libraries.donated().isEmpty() ? field : "libraries",
                  "symlinks are created from the SONAME: a copied symlink would be another copy of the library"),
              new ArrayList<>(folders)));
    }
  }

  private Origin origin(String field, String why) {
    return Origin.of(profile, field, why);
  }
}
