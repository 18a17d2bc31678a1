package io.github.jbuild.plan;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Ordered;
import io.github.jbuild.profile.Profile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A step of a stage. Its kind fixes the template that renders it; its components are the template's
 * inputs.
 */
public sealed interface Step {

  /** The field that asks for the step, and the reason. */
  Origin origin();

  /** What the step does, in a few words. */
  String title();

  /** The kind's name, which is also the template's: {@code AptInstall} is {@code apt-install}. */
  default String kind() {
    return kind(getClass());
  }

  /** The names of all kinds. */
  static List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    for (Class<?> type : Step.class.getPermittedSubclasses()) {
      kinds.add(kind(type));
    }
    return kinds;
  }

  private static String kind(Class<?> type) {
    StringBuilder kind = new StringBuilder();
    for (char c : type.getSimpleName().toCharArray()) {
      if (Character.isUpperCase(c) && !kind.isEmpty()) {
        kind.append('-');
      }
      kind.append(Character.toLowerCase(c));
    }
    return kind.toString();
  }

  /** Writes the SONAMEs that a base image has into {@code /out/sonames}. */
  record ListSonames(Origin origin) implements Step {
    @Override
    public String title() {
      return "list the libraries that the base has";
    }
  }

  /**
   * Collects the real files of a library set that the base lacks into {@code /out/<set>}.
   *
   * @param sonamesFrom stage that listed what the base has
   * @param versionFile name of the file, with its version, that must be among them; null when any
   *     version will do
   */
  record CollectLibraries(
      Origin origin,
      String set,
      List<String> files,
      String sonamesFrom,
      @Nullable String versionFile)
      implements Step {
    @Override
    public String title() {
      return "collect " + set;
    }
  }

  /** Installs Debian packages without recommended ones. */
  record AptInstall(Origin origin, List<String> packages) implements Step {
    public AptInstall {
      packages = packages.stream().sorted().distinct().toList();
    }

    @Override
    public String title() {
      return "apt-get install " + String.join(" ", packages);
    }
  }

  /** Removes those of the packages that are installed. */
  record AptRemove(Origin origin, List<String> packages) implements Step {
    @Override
    public String title() {
      return "apt-get purge " + String.join(" ", packages);
    }
  }

  /**
   * Downloads a file and checks its hash.
   *
   * @param name what it is, such as {@code torch 2.8.0}
   * @param folder where it is put
   */
  record Download(Origin origin, String name, URI url, Digest sha256, String folder, String file)
      implements Step {
    @Override
    public String title() {
      return "download " + name;
    }
  }

  /**
   * Builds software with CMake and installs it under {@code /usr/local}.
   *
   * @param archiveFrom stage that downloaded the archive
   * @param archive its absolute path there
   */
  record CmakeBuild(
      Origin origin,
      String name,
      String version,
      String archiveFrom,
      String archive,
      String generator,
      Map<String, String> defines)
      implements Step {
    public CmakeBuild {
      defines = Ordered.copyOf(defines);
    }

    @Override
    public String title() {
      return "build " + name + " " + version + " with " + generator;
    }
  }

  /**
   * Collects what a source build hands on, by globs below {@code /usr/local}, into {@code /out}.
   */
  record CollectFiles(Origin origin, String name, List<String> globs) implements Step {
    @Override
    public String title() {
      return "collect " + name;
    }
  }

  /**
   * Runs a command that must succeed.
   *
   * @param text what its output must contain; null when the exit code is enough
   */
  record CheckOutput(Origin origin, List<String> command, @Nullable String text) implements Step {
    @Override
    public String title() {
      return "check that "
          + String.join(" ", command)
          + (text == null ? " succeeds" : " says " + text);
    }
  }

  /** Checks that {@code python3} is of the version that the wheels are for. */
  record CheckPython(Origin origin, String version) implements Step {
    @Override
    public String title() {
      return "check that python3 is " + version;
    }
  }

  /** Installs the pinned wheels, without dependencies, below {@code /pinned}. */
  record InstallWheels(Origin origin, List<PinnedWheel> wheels) implements Step {
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
   */
  record WriteConstraints(Origin origin, List<PinnedWheel> wheels, List<String> constraints)
      implements Step {

    /** The lines of the file. */
    public List<String> lines() {
      return java.util.stream.Stream.concat(
              wheels.stream().map(PinnedWheel::reference), constraints.stream())
          .toList();
    }

    @Override
    public String title() {
      return "write the constraints";
    }
  }

  /**
   * Installs packages from PyPI.
   *
   * @param what what is installed, for people
   * @param requirements requirement files, relative to the context
   * @param packages requirement specifiers
   * @param deps whether their dependencies are installed too
   * @param upgrade whether everything is upgraded as far as the constraints allow
   * @param constrained whether the constraint file holds
   * @param wheels whether the pinned wheels are needed beside it
   */
  record PipInstall(
      Origin origin,
      String what,
      List<String> requirements,
      List<String> packages,
      boolean deps,
      boolean upgrade,
      boolean constrained,
      boolean wheels)
      implements Step {
    @Override
    public String title() {
      return "pip install " + (deps ? "" : "--no-deps ") + what;
    }
  }

  /** Uninstalls distributions. */
  record PipRemove(Origin origin, List<String> packages) implements Step {
    @Override
    public String title() {
      return "pip uninstall " + String.join(" ", packages);
    }
  }

  /**
   * Puts every pinned wheel back whose installed build is another one, and asserts that all are the
   * pinned ones.
   */
  record Repin(Origin origin, List<PinnedWheel> wheels) implements Step {
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
   */
  record PipCheck(Origin origin, List<String> unresolved) implements Step {
    @Override
    public String title() {
      return "pip check";
    }
  }

  /** Moves every installed distribution that is not a pinned build below {@code /packages}. */
  record ExportPackages(Origin origin, String python, List<PinnedWheel> wheels) implements Step {
    @Override
    public String title() {
      return "collect the Python packages";
    }
  }

  /**
   * Copies the content of a folder of another stage into a folder.
   *
   * @param what what it is, for people
   * @param source absolute folder in that stage
   * @param target absolute folder, which may be a link
   */
  record CopyTree(Origin origin, String what, String stage, String source, String target)
      implements Step {
    @Override
    public String title() {
      return "copy " + what;
    }
  }

  /** Makes the links from SONAMEs and the loader's cache. */
  record LinkLibraries(Origin origin, List<String> folders) implements Step {
    @Override
    public String title() {
      return "link the libraries";
    }
  }

  /** Sets environment variables of the image. */
  record SetEnv(Origin origin, Map<String, String> env) implements Step {
    public SetEnv {
      env = Ordered.copyOf(env);
    }

    @Override
    public String title() {
      return "set " + String.join(" ", env.keySet());
    }
  }

  /** Makes the user that the container runs as, where it is missing, and adds it to groups. */
  record CreateUser(Origin origin, String user, List<String> groups) implements Step {
    @Override
    public String title() {
      return "create user " + user;
    }
  }

  /** Sets the working directory. */
  record SetWorkdir(Origin origin, String folder) implements Step {
    @Override
    public String title() {
      return "set workdir " + folder;
    }
  }

  /** Copies files of the context. */
  record CopyContext(Origin origin, List<String> from, String to) implements Step {
    @Override
    public String title() {
      return "copy " + String.join(" ", from);
    }
  }

  /** Documents ports. */
  record ExposePorts(Origin origin, List<String> ports) implements Step {
    @Override
    public String title() {
      return "expose " + String.join(" ", ports);
    }
  }

  /** Sets the health check. */
  record SetHealthcheck(Origin origin, Profile.Healthcheck check) implements Step {
    @Override
    public String title() {
      return "set health check";
    }
  }

  /** Sets labels. */
  record SetLabels(Origin origin, Map<String, String> labels) implements Step {
    public SetLabels {
      labels = Ordered.copyOf(labels);
    }

    @Override
    public String title() {
      return "set labels";
    }
  }

  /** Sets the user that the container runs as. */
  record SetUser(Origin origin, String user) implements Step {
    @Override
    public String title() {
      return "set user " + user;
    }
  }

  /** Sets the entrypoint, in exec form. */
  record SetEntrypoint(Origin origin, List<String> command) implements Step {
    @Override
    public String title() {
      return "set entrypoint " + String.join(" ", command);
    }
  }

  /** Sets the default command, in exec form. */
  record SetCommand(Origin origin, List<String> command) implements Step {
    @Override
    public String title() {
      return "set command " + String.join(" ", command);
    }
  }
}
