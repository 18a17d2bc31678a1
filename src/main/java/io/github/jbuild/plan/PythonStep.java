package io.github.jbuild.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Steps of the Python environment. */
public sealed interface PythonStep extends Step {

  /** Checks that {@code python3} is of the version that the wheels are for. */
  record CheckPython(Origin origin, String version) implements PythonStep {
    @Override
    public String title() {
      return "check that python3 is " + version;
    }
  }

  /** Installs the pinned wheels, without dependencies, below {@code /pinned}. */
  record InstallWheels(Origin origin, List<PinnedWheel> wheels) implements PythonStep {
    @Override
    public String title() {
      return "pip install --no-deps "
          + wheels.stream()
              .map(w -> w.name() + " " + w.version())
              .collect(Collectors.joining(", "));
    }
  }

  /**
   * Writes the constraint file that every later install obeys: the pinned wheels, and the profile's
   * own constraints.
   *
   * @param uv whether the later installs also need uv
   */
  record WriteConstraints(
      Origin origin, List<PinnedWheel> wheels, List<String> constraints, boolean uv)
      implements PythonStep {

    /** The lines of the file. */
    public List<String> lines() {
      return Stream.concat(wheels.stream().map(PinnedWheel::reference), constraints.stream())
          .toList();
    }

    @Override
    public String title() {
      return "write the constraints";
    }
  }

  /** Writes the file of requirements that take the place of what packages declare. */
  record WriteOverrides(Origin origin, List<String> overrides) implements PythonStep {
    @Override
    public String title() {
      return "write the overrides";
    }
  }

  /**
   * Installs a wheel that a source stage built, without dependencies; its version becomes a
   * constraint, and its name is written into {@code /built.txt}.
   *
   * @param stage the source stage
   */
  record InstallBuilt(Origin origin, String stage) implements PythonStep {
    @Override
    public String title() {
      return "pip install --no-deps the wheel of " + stage;
    }
  }

  /**
   * Installs packages from PyPI.
   *
   * @param what what is installed, for display
   * @param requirements requirement files, relative to the context
   * @param packages requirement specifiers
   * @param built whether what {@code /built.txt} names is installed too
   * @param deps whether their dependencies are installed too
   * @param upgrade whether everything is upgraded as far as the constraints allow
   * @param constrained whether the constraint file holds
   * @param wheels whether the pinned wheels are needed with it
   */
  record PipInstall(
      Origin origin,
      String what,
      List<String> requirements,
      List<String> packages,
      boolean built,
      boolean deps,
      boolean upgrade,
      boolean constrained,
      boolean wheels,
      InstallSettings settings)
      implements PythonStep {

    /** The options of the installing program. */
    public List<String> options() {
      List<String> options = new ArrayList<>(settings.options());
      if (constrained) {
        options.addAll(List.of("--constraint", "/constraints.txt"));
      }
      if (!deps) {
        options.add("--no-deps");
      }
      if (upgrade) {
        options.add("--upgrade");
        options.addAll(settings.uv() ? List.of() : List.of("--upgrade-strategy", "eager"));
      }
      return options;
    }

    /** The arguments that say what is installed, those that belong together as one. */
    public List<List<String>> arguments() {
      return Stream.of(
              requirements.stream().map(file -> List.of("--requirement", "/requirements/" + file)),
              built ? Stream.of(List.of("--requirement", "/built.txt")) : Stream.<List<String>>of(),
              packages.stream().map(List::of))
          .flatMap(part -> part)
          .toList();
    }

    @Override
    public String title() {
      return settings.program() + " install " + (deps ? "" : "--no-deps ") + what;
    }
  }

  /**
   * Builds the wheel of a package of the context and installs it.
   *
   * @param number which of them it is
   * @param path its folder, relative to the context
   * @param deps whether its dependencies are installed too
   * @param wheels whether the pinned wheels are needed with it
   */
  record InstallLocal(
      Origin origin,
      int number,
      String path,
      boolean deps,
      boolean wheels,
      InstallSettings settings)
      implements PythonStep {

    /** The options of the installing program. */
    public List<String> options() {
      List<String> options = new ArrayList<>(settings.options());
      options.addAll(List.of("--constraint", "/constraints.txt"));
      options.addAll(deps ? List.of() : List.of("--no-deps"));
      return options;
    }

    @Override
    public String title() {
      return settings.program() + " install " + (deps ? "" : "--no-deps ") + "./" + path;
    }
  }

  /** Uninstalls distributions. */
  record PipRemove(Origin origin, List<String> packages) implements PythonStep {
    @Override
    public String title() {
      return "pip uninstall " + String.join(" ", packages);
    }
  }

  /** Writes what is installed into {@code /base-packages}, one line for each distribution. */
  record RecordPackages(Origin origin, String python) implements PythonStep {
    @Override
    public String title() {
      return "record what the base has";
    }
  }

  /** Prints a warning for each dependency that a distribution declares and that is missing. */
  record NameDropped(Origin origin, List<String> packages) implements PythonStep {
    @Override
    public String title() {
      return "list what " + String.join(" ", packages) + " did not get";
    }
  }

  /**
   * Replaces a text that must be in a file of an installed distribution exactly once, and says so
   * in the distribution's RECORD.
   *
   * @param file path below the folder that packages are installed in
   * @param wheels pinned wheels, which are not changed
   */
  record PatchPackage(
      Origin origin, String python, String file, String text, String by, List<PinnedWheel> wheels)
      implements PythonStep {
    @Override
    public String title() {
      return "patch " + file;
    }
  }

  /**
   * Puts every pinned wheel back whose installed build is another one, and asserts that all are the
   * pinned ones.
   */
  record Repin(Origin origin, List<PinnedWheel> wheels) implements PythonStep {
    @Override
    public String title() {
      return "re-pin " + wheels.stream().map(PinnedWheel::name).collect(Collectors.joining(" "));
    }
  }

  /**
   * Runs {@code pip check}.
   *
   * @param unresolved distributions whose complaints the profile explains: they were installed
   *     without dependencies
   * @param overridden distributions for which overrides say what is installed
   */
  record PipCheck(Origin origin, List<String> unresolved, List<String> overridden)
      implements PythonStep {
    @Override
    public String title() {
      return "pip check";
    }
  }

  /** Moves every installed distribution that is not a pinned build below {@code /packages}. */
  record ExportPackages(Origin origin, String python, List<PinnedWheel> wheels)
      implements PythonStep {
    @Override
    public String title() {
      return "collect the Python packages";
    }
  }

  /**
   * The same for a base that has packages: only what {@code /base-packages} does not have, and the
   * names of what the base must lose into {@code /replaced/names}.
   */
  record ExportChanges(Origin origin, String python, List<PinnedWheel> wheels)
      implements PythonStep {
    @Override
    public String title() {
      return "collect the Python packages that the base lacks";
    }
  }

  /**
   * Uninstalls distributions of the base, and those that {@code /replaced/names} of the Python
   * stage names.
   *
   * @param stage the Python stage
   */
  record RemoveBundled(Origin origin, List<String> packages, String stage) implements PythonStep {
    @Override
    public String title() {
      return packages.isEmpty()
          ? "uninstall what is replaced"
          : "uninstall " + String.join(" ", packages) + " and what is replaced";
    }
  }
}
