package io.github.jbuild.plan.planner;

import io.github.jbuild.plan.AptStep;
import io.github.jbuild.plan.ImageStep;
import io.github.jbuild.plan.Origin;
import io.github.jbuild.plan.PinnedWheel;
import io.github.jbuild.plan.PythonStep;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.github.jbuild.profile.Patch;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import java.util.ArrayList;
import java.util.List;

/** The stages of the Python environment: interpreter, pinned wheels, everything else. */
final class PythonStages {

  static final String INTERPRETER = "pip";
  static final String PINNED = "pinned";
  static final String PYTHON = "python";
  static final String PINNED_ROOT = "/pinned/usr/local";
  static final String PACKAGES_ROOT = "/packages/usr/local";

  private final Profile profile;
  private final Python python;
  private final BaseFamily family;
  private final List<PinnedWheel> wheels;

  PythonStages(Profile profile, BaseFamily family) {
    this.profile = profile;
    this.python = profile.python();
    this.family = family;
    this.wheels = PinnedWheel.of(python);
  }

  List<PinnedWheel> wheels() {
    return wheels;
  }

  /** Whether the image's Python packages are others than those of the base. */
  boolean hasPackages() {
    return !wheels.isEmpty()
        || (family.hasPython() && !python.remove().isEmpty())
        || !python.requirements().isEmpty()
        || !python.packages().isEmpty()
        || !python.noDeps().isEmpty()
        || !python.local().isEmpty()
        || !PythonInstalls.built(profile).isEmpty();
  }

  List<Stage> stages() {
    if (!hasPackages()) {
      return List.of();
    }
    List<Stage> stages = new ArrayList<>();
    stages.add(interpreter());
    if (!wheels.isEmpty()) {
      stages.add(pinned());
    }
    stages.add(python());
    return stages;
  }

  private Stage interpreter() {
    Origin origin =
        origin("python.version", "the base may lack Python, and the final image needs no pip");
    List<Step> steps = new ArrayList<>();
    family.addPresets(steps);
    if (!family.hasPython()) {
      steps.add(new AptStep.AptInstall(origin, List.of("python3", "python3-pip"), List.of()));
    }
    steps.add(
        new PythonStep.CheckPython(
            origin("python.version", "a wheel fits one version of Python only"), python.version()));
    if (family.hasPython()) {
      if (!family.unwanted().isEmpty()) {
        steps.add(
            new PythonStep.PipRemove(
                origin("base.family", "bundled with the base, and built for its old torch"),
                family.unwanted()));
      }
      steps.add(
          new PythonStep.RecordPackages(
              origin("base.family", "what the base has must not be stored twice"),
              python.version()));
    }
    return new Stage(
        INTERPRETER,
        Stage.From.image(profile.base().image()),
        "Python with pip, for the stages that install",
        origin,
        steps);
  }

  private Stage pinned() {
    return new Stage(
        PINNED,
        Stage.From.stage(INTERPRETER),
        "the Jetson wheels as the image gets them",
        origin("python.wheels", "their own layer, the same from release to release"),
        List.of(
            new PythonStep.InstallWheels(
                origin(
                    "python.wheels",
                    "--no-deps: what they need comes from PyPI, under constraints"),
                wheels)));
  }

  private Stage python() {
    List<Step> steps = new ArrayList<>();
    if (!wheels.isEmpty()) {
      steps.add(
          new ImageStep.CopyTree(
              origin("python.wheels", "other packages look for torch while they install"),
              "the pinned wheels",
              PINNED,
              PINNED_ROOT + "/",
              "/usr/local/"));
    }
    steps.add(
        new PythonStep.WriteConstraints(
            origin(
                python.constraints().isEmpty() ? "python.wheels" : "python.constraints",
                "an install that would replace a pinned wheel must fail"),
            wheels,
            python.constraints(),
            python.installer() instanceof Python.Uv));
    if (!python.overrides().isEmpty()) {
      steps.add(
          new PythonStep.WriteOverrides(
              origin("python.overrides", "these override what packages declare"),
              python.overrides()));
    }
    new PythonInstalls(profile, wheels).addTo(steps);
    addChanges(steps);
    addProof(steps);
    return new Stage(
        PYTHON,
        Stage.From.stage(INTERPRETER),
        "everything from PyPI, in addition to the pinned wheels",
        origin("python", "one environment, resolved once"),
        steps);
  }

  /** What is done to installed packages. */
  private void addChanges(List<Step> steps) {
    if (!python.remove().isEmpty()) {
      steps.add(
          new PythonStep.PipRemove(
              origin("python.remove", "pulled in by others, and conflicts with the Jetson build"),
              python.remove()));
    }
    List<String> bare = python.withoutDependencies();
    if (!bare.isEmpty()) {
      steps.add(
          new PythonStep.NameDropped(
              origin(
                  python.noDeps().isEmpty() ? "python.local" : "python.no-deps",
                  "dependencies that are left out on purpose are listed"),
              bare));
    }
    int number = 0;
    for (Patch patch : python.patches()) {
      steps.add(
          new PythonStep.PatchPackage(
              origin(
                  "python.patches[" + number++ + "]",
                  "a change that the package needs on a Jetson"),
              python.version(),
              patch.file(),
              patch.text(),
              patch.by(),
              wheels));
    }
  }

  private void addProof(List<Step> steps) {
    if (!wheels.isEmpty()) {
      steps.add(
          new PythonStep.Repin(
              origin(
                  "python.wheels",
                  "an install may have replaced torch with PyPI's CPU build: restored and asserted"),
              wheels));
    }
    steps.add(
        new PythonStep.PipCheck(
            origin("python", "what is missing here would show up only on the device"),
            python.withoutDependencies(),
            python.overridden()));
    steps.add(
        family.hasPython()
            ? new PythonStep.ExportChanges(
                origin("python.packages", "what the base already has stays there"),
                python.version(),
                wheels)
            : new PythonStep.ExportPackages(
                origin("python.packages", "pip and its caches stay behind"),
                python.version(),
                wheels));
  }

  private Origin origin(String field, String why) {
    return Origin.of(profile, field, why);
  }
}
