package io.github.jbuild.profile;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.Ordered;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A build profile after {@code extends}, overlays and {@code --set}: what the user asks for, typed,
 * with nothing filled in from facts. Maps keep the order of the file. Paths of {@link Origins} name
 * the fields as in YAML ({@code python.wheels.torch}).
 *
 * @param name the profile's name
 * @param description one line for {@code profile list}; empty when there is none
 * @param l4t the L4T release, such as {@code r36.4.0}
 * @param base what the runtime stage starts from
 * @param donorOrNull the image that libraries are taken from
 * @param libraries library sets by name, such as {@code cudnn}
 * @param apt Debian packages
 * @param sources software built from source archives, by name
 * @param python the Python environment
 * @param app the application
 * @param image the image's own settings
 * @param expect what the finished image must be
 * @param origins where each value was written
 */
public record Profile(
    String name,
    String description,
    String l4t,
    Base base,
    @Nullable ImageRef donorOrNull,
    Map<String, Library> libraries,
    Apt apt,
    Map<String, SourceBuild> sources,
    Python python,
    App app,
    ImageSettings image,
    Expect expect,
    Origins origins) {

  public Profile {
    libraries = Ordered.copyOf(libraries);
    sources = Ordered.copyOf(sources);
  }

  /** The donor image, if libraries are taken from one. */
  public Optional<ImageRef> donor() {
    return Optional.ofNullable(donorOrNull);
  }

  /** What kind of image the base is; decides what it can be expected to bring. */
  public enum Family {
    L4T_CUDA("l4t-cuda"),
    L4T_JETPACK("l4t-jetpack");

    private final String id;

    Family(String id) {
      this.id = id;
    }

    /** The name in profiles. */
    public String id() {
      return id;
    }
  }

  /**
   * The base image.
   *
   * @param image reference with a digest
   */
  public record Base(Family family, ImageRef image) {}

  /** Where a library set comes from. */
  public enum Provider {
    DONOR,
    BASE
  }

  /**
   * A set of shared libraries that the runtime stage must have.
   *
   * @param versionOrNull the version wanted, as written; null when any will do
   */
  public record Library(@Nullable String versionOrNull, Provider from) {}

  /**
   * Debian packages.
   *
   * @param build for the stages that compile
   * @param runtime for the final image
   * @param remove removed from the final image
   */
  public record Apt(List<String> build, List<String> runtime, List<String> remove) {
    public Apt {
      build = List.copyOf(build);
      runtime = List.copyOf(runtime);
      remove = List.copyOf(remove);
    }
  }

  /** CMake generators that a source build can ask for. */
  public enum Generator {
    NINJA("Ninja"),
    MAKE("Unix Makefiles");

    private final String id;

    Generator(String id) {
      this.id = id;
    }

    /** CMake's name of it. */
    public String id() {
      return id;
    }
  }

  /**
   * Software built with CMake from a source archive, installed under {@code /usr/local}.
   *
   * @param version the version that {@code check} is about
   * @param url where the archive (tar, any compression that tar knows) is
   * @param sha256 its hash
   * @param defines CMake cache entries, {@code -DKEY=VALUE}
   * @param install globs below {@code /usr/local} of what the runtime stage receives
   * @param checkOrNull a command that proves the build, run in its stage and again in the final
   *     image's
   */
  public record SourceBuild(
      String version,
      URI url,
      Digest sha256,
      Generator generator,
      Map<String, String> defines,
      List<String> install,
      @Nullable Check checkOrNull) {
    public SourceBuild {
      defines = Ordered.copyOf(defines);
      install = List.copyOf(install);
    }
  }

  /**
   * A command whose output must contain a text.
   *
   * @param command program and arguments
   * @param contains the text
   */
  public record Check(List<String> command, String contains) {
    public Check {
      command = List.copyOf(command);
    }
  }

  /**
   * The Python environment.
   *
   * @param version major and minor, such as {@code 3.10}
   * @param index the Jetson index that the wheels come from; everything else comes from PyPI
   * @param wheels Jetson builds by distribution name: pinned, installed without their dependencies
   *     first
   * @param requirements requirement files, relative to the application's context
   * @param packages requirement specifiers
   * @param noDeps requirement specifiers installed without their dependencies
   * @param constraints constraints that hold for every install
   * @param remove distributions uninstalled again
   * @param upgrade whether packages are upgraded to the newest that the constraints allow
   */
  public record Python(
      String version,
      URI index,
      Map<String, Wheel> wheels,
      List<String> requirements,
      List<String> packages,
      List<String> noDeps,
      List<String> constraints,
      List<String> remove,
      boolean upgrade) {
    public Python {
      wheels = Ordered.copyOf(wheels);
      requirements = List.copyOf(requirements);
      packages = List.copyOf(packages);
      noDeps = List.copyOf(noDeps);
      constraints = List.copyOf(constraints);
      remove = List.copyOf(remove);
    }
  }

  /**
   * A pinned Jetson wheel.
   *
   * @param version its version
   * @param sha256 its hash
   * @param urlOrNull where it is, when that is not the index's content address
   */
  public record Wheel(String version, Digest sha256, @Nullable URI urlOrNull) {}

  /**
   * The application.
   *
   * @param contextOrNull absolute path of the build context; null when the image takes no files
   * @param copy what is copied from the context
   * @param env environment of the final image
   * @param workdirOrNull working directory
   * @param expose ports, as {@code 9001} or {@code 9001/udp}
   * @param entrypoint program and arguments; empty leaves the base's
   * @param command default arguments; empty leaves the base's
   * @param healthcheckOrNull how the engine asks the container whether it is well
   * @param userOrNull user or uid that the container runs as
   * @param groups further groups of that user, such as {@code video}
   */
  public record App(
      @Nullable Path contextOrNull,
      List<Copy> copy,
      Map<String, String> env,
      @Nullable String workdirOrNull,
      List<String> expose,
      List<String> entrypoint,
      List<String> command,
      @Nullable Healthcheck healthcheckOrNull,
      @Nullable String userOrNull,
      List<String> groups) {
    public App {
      copy = List.copyOf(copy);
      env = Ordered.copyOf(env);
      expose = List.copyOf(expose);
      entrypoint = List.copyOf(entrypoint);
      command = List.copyOf(command);
      groups = List.copyOf(groups);
    }
  }

  /**
   * Files copied from the context.
   *
   * @param from paths or globs relative to the context
   * @param to path in the image
   */
  public record Copy(List<String> from, String to) {
    public Copy {
      from = List.copyOf(from);
    }
  }

  /**
   * A container health check; durations in Docker's notation ({@code 30s}).
   *
   * @param command program and arguments
   */
  public record Healthcheck(
      List<String> command,
      @Nullable String intervalOrNull,
      @Nullable String timeoutOrNull,
      @Nullable String startPeriodOrNull,
      @Nullable Integer retriesOrNull) {
    public Healthcheck {
      command = List.copyOf(command);
    }
  }

  /**
   * The image's own settings.
   *
   * @param tags tags of a build that names none
   * @param labels labels of the image
   */
  public record ImageSettings(List<ImageRef> tags, Map<String, String> labels) {
    public ImageSettings {
      tags = List.copyOf(tags);
      labels = Ordered.copyOf(labels);
    }
  }

  /**
   * What the finished image must be.
   *
   * @param versions expected versions or version ranges by component ({@code torch}, {@code numpy},
   *     {@code cuda} …)
   * @param maxSizeOrNull largest size in bytes, unpacked
   */
  public record Expect(Map<String, String> versions, @Nullable Long maxSizeOrNull) {
    public Expect {
      versions = Ordered.copyOf(versions);
    }
  }
}
