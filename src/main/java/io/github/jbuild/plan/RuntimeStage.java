package io.github.jbuild.plan;

import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The final image: what is heavy and changes slowly first, the application last. */
final class RuntimeStage {

  static final String NAME = "runtime";

  private final Profile profile;
  private final List<DonorStages.Donated> libraries;
  private final PythonStages python;
  private final List<Step> steps = new ArrayList<>();

  RuntimeStage(Profile profile, List<DonorStages.Donated> libraries, PythonStages python) {
    this.profile = profile;
    this.libraries = libraries;
    this.python = python;
  }

  Stage stage() {
    addSystem();
    addPython();
    addChecks();
    new AppSteps(profile).addTo(steps);
    return new Stage(
        NAME,
        Stage.From.image(profile.base().image()),
        "the image",
        origin("base.image", "what the image is built on"),
        steps);
  }

  private void addSystem() {
    if (!profile.apt().remove().isEmpty()) {
      steps.add(
          new Step.AptRemove(
              origin("apt.remove", "in the way of what the profile brings"),
              profile.apt().remove()));
    }
    Set<String> folders = new LinkedHashSet<>();
    for (DonorStages.Donated library : libraries) {
      folders.add(library.set().to());
      steps.add(
          new Step.CopyTree(
              origin(library.field(), library.set().why()),
              library.set().name(),
              DonorStages.DONOR,
              library.folder() + "/",
              library.set().to() + "/"));
    }
    if (!profile.apt().runtime().isEmpty()) {
      steps.add(
          new Step.AptInstall(
              origin("apt.runtime", "system libraries and programs of the final image"),
              profile.apt().runtime()));
    }
    profile
        .sources()
        .keySet()
        .forEach(
            name -> {
              folders.add("/usr/local/lib");
              steps.add(
                  new Step.CopyTree(
                      origin(
                          "sources." + name,
                          "its libraries, programs and data, without the tool chain"),
                      name,
                      name,
                      "/out/",
                      "/usr/local/"));
            });
    if (!folders.isEmpty()) {
      steps.add(
          new Step.LinkLibraries(
              origin(
                  libraries.isEmpty() ? "sources" : "libraries",
                  "links come from the SONAME: a copied link would be the library once more"),
              List.copyOf(folders)));
    }
  }

  private void addPython() {
    if (!python.wheels().isEmpty()) {
      steps.add(
          new Step.CopyTree(
              origin(
                  "python.wheels",
                  "stored once, in a layer that stays the same from release to release"),
              "the pinned wheels",
              PythonStages.PINNED,
              PythonStages.PINNED_ROOT + "/",
              "/usr/local/"));
    }
    if (python.hasPackages()) {
      steps.add(
          new Step.CopyTree(
              origin("python.packages", "everything else of the environment"),
              "the Python packages",
              PythonStages.PYTHON,
              PythonStages.PACKAGES_ROOT + "/",
              "/usr/local/"));
    }
  }

  private void addChecks() {
    profile
        .sources()
        .forEach(
            (name, source) -> {
              Profile.Check check = source.checkOrNull();
              if (check != null) {
                steps.add(
                    new Step.CheckOutput(
                        origin(
                            "sources." + name + ".check",
                            "a missing library shows here, not on the device"),
                        check.command(),
                        check.containsOrNull()));
              }
            });
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("io.github.jbuild.profile", profile.name());
    labels.put("io.github.jbuild.l4t", profile.l4t());
    labels.put("org.opencontainers.image.base.name", profile.base().image().toString());
    profile
        .base()
        .image()
        .digest()
        .ifPresent(digest -> labels.put("org.opencontainers.image.base.digest", digest.toString()));
    labels.putAll(profile.image().labels());
    steps.add(new Step.SetLabels(origin("image.labels", "where the image comes from"), labels));
  }

  private Origin origin(String field, String why) {
    return Origin.of(profile, field, why);
  }
}
