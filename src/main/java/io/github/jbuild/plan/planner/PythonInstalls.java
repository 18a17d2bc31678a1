package io.github.jbuild.plan.planner;

import io.github.jbuild.plan.InstallSettings;
import io.github.jbuild.plan.Origin;
import io.github.jbuild.plan.PinnedWheel;
import io.github.jbuild.plan.PythonStep;
import io.github.jbuild.plan.Step;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import io.github.jbuild.profile.SourceBuild;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The installs of the Python stage, in the order that the profile language fixes. */
final class PythonInstalls {

  private final Profile profile;
  private final Python python;
  private final List<PinnedWheel> wheels;
  private final InstallSettings settings;
  private final Map<String, SourceBuild> built;

  PythonInstalls(Profile profile, List<PinnedWheel> wheels) {
    this.profile = profile;
    this.python = profile.python();
    this.wheels = wheels;
    this.settings = InstallSettings.of(python);
    this.built = built(profile);
  }

  /** The sources that make a wheel. */
  static Map<String, SourceBuild> built(Profile profile) {
    Map<String, SourceBuild> built = new LinkedHashMap<>(profile.sources());
    built.values().removeIf(source -> source.wheelOrNull() == null);
    return built;
  }

  void addTo(List<Step> steps) {
    built.forEach(
        (source, build) ->
            steps.add(
                new PythonStep.InstallBuilt(
                    origin(
                        "sources." + source + ".wheel",
                        "built for this image: " + build.version() + " becomes a constraint"),
                    source)));
    addDependencies(steps);
    addPackages(steps);
    if (!python.noDeps().isEmpty()) {
      steps.add(
          install(
              origin(
                  "python.no-deps", "their declared dependencies would replace the Jetson wheels"),
              List.of(),
              python.noDeps(),
              false,
              false));
    }
    int number = 0;
    for (Python.Local local : python.local()) {
      steps.add(
          new PythonStep.InstallLocal(
              origin("python.local[" + number + "]", "a package of the application itself"),
              number++,
              local.path(),
              local.deps(),
              !wheels.isEmpty(),
              settings));
    }
  }

  private void addDependencies(List<Step> steps) {
    if (wheels.isEmpty() && built.isEmpty()) {
      return;
    }
    steps.add(
        new PythonStep.PipInstall(
            origin(
                wheels.isEmpty() ? "sources" : "python.wheels",
                "the wheels were installed without dependencies"),
            wheels.isEmpty() ? "what the built wheels need" : "what the pinned wheels need",
            List.of(),
            wheels.stream().map(PinnedWheel::name).toList(),
            !built.isEmpty(),
            true,
            false,
            true,
            !wheels.isEmpty(),
            settings));
  }

  private void addPackages(List<Step> steps) {
    if (!python.requirements().isEmpty() || !python.packages().isEmpty()) {
      steps.add(
          install(
              origin(
                  python.packages().isEmpty() ? "python.requirements" : "python.packages",
                  "from PyPI only: the Jetson index is not used for ordinary packages"),
              python.requirements(),
              python.packages(),
              true,
              python.upgrade()));
    }
  }

  private PythonStep.PipInstall install(
      Origin origin, List<String> files, List<String> packages, boolean deps, boolean upgrade) {
    List<String> what = new ArrayList<>();
    files.forEach(file -> what.add("-r " + file));
    what.addAll(packages);
    return new PythonStep.PipInstall(
        origin,
        String.join(" ", what),
        files,
        packages,
        false,
        deps,
        upgrade,
        true,
        !wheels.isEmpty(),
        settings);
  }

  private Origin origin(String field, String why) {
    return Origin.of(profile, field, why);
  }
}
