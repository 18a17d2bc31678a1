package io.github.jbuild.plan;

import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stages of the Python environment: interpreter, pinned wheels, everything else. */
final class PythonStages {

  static final String INTERPRETER = "pip";
  static final String PINNED = "pinned";
  static final String PYTHON = "python";
  static final String PINNED_ROOT = "/pinned/usr/local";
  static final String PACKAGES_ROOT = "/packages/usr/local";

  private final Profile profile;
  private final Python python;
  private final List<PinnedWheel> wheels;

  PythonStages(Profile profile) {
    this.profile = profile;
    this.python = profile.python();
    this.wheels =
        python.wheels().entrySet().stream()
            .map(entry -> pinned(entry.getKey(), entry.getValue()))
            .toList();
  }

  List<PinnedWheel> wheels() {
    return wheels;
  }

  /** Whether anything comes from PyPI. */
  boolean hasPackages() {
    return !wheels.isEmpty()
        || !python.requirements().isEmpty()
        || !python.packages().isEmpty()
        || !python.noDeps().isEmpty();
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
        origin("python.version", "the base need not have Python, and the final image needs no pip");
    return new Stage(
        INTERPRETER,
        Stage.From.image(profile.base().image()),
        "Python with pip, for the stages that install",
        origin,
        List.of(
            new Step.AptInstall(origin, List.of("python3", "python3-pip")),
            new Step.CheckPython(
                origin("python.version", "a wheel fits one version of Python only"),
                python.version())));
  }

  private Stage pinned() {
    return new Stage(
        PINNED,
        Stage.From.stage(INTERPRETER),
        "the Jetson wheels as the image gets them",
        origin("python.wheels", "they are a layer of their own, the same from release to release"),
        List.of(
            new Step.InstallWheels(
                origin(
                    "python.wheels",
                    "--no-deps: what they need comes from PyPI, under constraints"),
                wheels)));
  }

  private Stage python() {
    List<Step> steps = new ArrayList<>();
    if (!wheels.isEmpty()) {
      steps.add(
          new Step.CopyTree(
              origin("python.wheels", "other packages look for torch while they install"),
              "the pinned wheels",
              PINNED,
              PINNED_ROOT + "/",
              "/usr/local/"));
    }
    steps.add(
        new Step.WriteConstraints(
            origin(
                python.constraints().isEmpty() ? "python.wheels" : "python.constraints",
                "an install that would replace a pinned wheel must fail, not succeed"),
            wheels,
            python.constraints()));
    addInstalls(steps);
    if (!python.remove().isEmpty()) {
      steps.add(
          new Step.PipRemove(
              origin("python.remove", "pulled in by others, in the way of the Jetson build"),
              python.remove()));
    }
    if (!wheels.isEmpty()) {
      steps.add(
          new Step.Repin(
              origin(
                  "python.wheels",
                  "an install may have replaced torch by PyPI's CPU build: last word, asserted"),
              wheels));
    }
    steps.add(
        new Step.PipCheck(
            origin("python", "what is missing here would show up only on the device"),
            python.noDeps().stream().map(Requirements::name).toList()));
    steps.add(
        new Step.ExportPackages(
            origin("python.packages", "pip and its caches stay behind"), python.version(), wheels));
    return new Stage(
        PYTHON,
        Stage.From.stage(INTERPRETER),
        "everything from PyPI, beside the pinned wheels",
        origin("python", "one environment, resolved once"),
        steps);
  }

  private void addInstalls(List<Step> steps) {
    if (!wheels.isEmpty()) {
      steps.add(
          install(
              origin("python.wheels", "the wheels came without their dependencies"),
              "what the pinned wheels need",
              List.of(),
              wheels.stream().map(PinnedWheel::name).toList(),
              true,
              false));
    }
    if (!python.requirements().isEmpty() || !python.packages().isEmpty()) {
      String field = python.packages().isEmpty() ? "python.requirements" : "python.packages";
      List<String> what = new ArrayList<>();
      python.requirements().forEach(file -> what.add("-r " + file));
      what.addAll(python.packages());
      steps.add(
          install(
              origin(field, "from PyPI only: the Jetson index is not asked for ordinary packages"),
              String.join(" ", what),
              python.requirements(),
              python.packages(),
              true,
              python.upgrade()));
    }
    if (!python.noDeps().isEmpty()) {
      steps.add(
          install(
              origin(
                  "python.no-deps", "their declared dependencies would replace the Jetson wheels"),
              String.join(" ", python.noDeps()),
              List.of(),
              python.noDeps(),
              false,
              false));
    }
  }

  private Step.PipInstall install(
      Origin origin,
      String what,
      List<String> files,
      List<String> packages,
      boolean deps,
      boolean upgrade) {
    return new Step.PipInstall(
        origin, what, files, packages, deps, upgrade, true, !wheels.isEmpty());
  }

  private Origin origin(String field, String why) {
    return Origin.of(profile, field, why);
  }

  /**
   * A devpi index keeps a file under the first 3 and the next 13 digits of its hash (devpi-server,
   * filestore.py).
   */
  private PinnedWheel pinned(String name, Python.Wheel wheel) {
    String tag = "cp" + python.version().replace(".", "");
    String file =
        name.replace('-', '_')
            + "-"
            + wheel.version()
            + "-"
            + tag
            + "-"
            + tag
            + "-linux_aarch64.whl";
    @Nullable URI url = wheel.urlOrNull();
    if (url == null) {
      String hex = wheel.sha256().hex();
      String index = python.index().toString();
      url =
          URI.create(
              (index.endsWith("/") ? index : index + "/")
                  + "+f/"
                  + hex.substring(0, 3)
                  + "/"
                  + hex.substring(3, 16)
                  + "/"
                  + file);
    } else {
      file = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
    }
    return new PinnedWheel(name, wheel.version(), url, wheel.sha256(), file);
  }
}
