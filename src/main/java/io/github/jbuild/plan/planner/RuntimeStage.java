package io.github.jbuild.plan.planner;

import io.github.jbuild.plan.ImageStep;
import io.github.jbuild.plan.Origin;
import io.github.jbuild.plan.PythonStep;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.github.jbuild.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The final image: what is heavy and changes slowly first, the application last. */
final class RuntimeStage {

  static final String NAME = "runtime";

  private final Profile profile;
  private final BaseFamily family;
  private final Libraries libraries;
  private final PythonStages python;
  private final List<Step> steps = new ArrayList<>();

  RuntimeStage(Profile profile, BaseFamily family, Libraries libraries, PythonStages python) {
    this.profile = profile;
    this.family = family;
    this.libraries = libraries;
    this.python = python;
  }

  Stage stage() {
    family.addPresets(steps);
    family.addEnv(steps);
    new SystemSteps(profile, family, libraries, steps).add();
    addPython();
    addChecks();
    addLabels();
    new AppSteps(profile).addTo(steps);
    return new Stage(
        NAME,
        Stage.From.image(profile.base().image()),
        "the image",
        origin("base.image", "what the image is built on"),
        steps);
  }

  private void addPython() {
    if (python.hasPackages() && family.hasPython()) {
      steps.add(
          new PythonStep.RemoveBundled(
              origin("base.family", "otherwise two builds of a package would overlap"),
              family.unwanted(),
              PythonStages.PYTHON));
    }
    if (!python.wheels().isEmpty()) {
      steps.add(
          new ImageStep.CopyTree(
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
          new ImageStep.CopyTree(
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
        .forEach((name, source) -> addCheck("sources." + name + ".check", source.checkOrNull()));
    int number = 0;
    for (Profile.Check check : profile.python().checks()) {
      addCheck("python.checks[" + number++ + "]", check);
    }
  }

  private void addCheck(String field, Profile.@org.jspecify.annotations.Nullable Check check) {
    if (check != null) {
      steps.add(
          new ImageStep.CheckOutput(
              origin(field, "a missing library shows here, not on the device"),
              check.command(),
              check.containsOrNull()));
    }
  }

  private void addLabels() {
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
    steps.add(
        new ImageStep.SetLabels(origin("image.labels", "where the image comes from"), labels));
  }

  private Origin origin(String field, String why) {
    return Origin.of(profile, field, why);
  }
}
