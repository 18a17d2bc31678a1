package io.github.jbuild.profile;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.Ordered;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A build profile after {@code extends}, overlays and {@code --set}: what the user requests, typed,
 * with nothing filled in from facts. Maps keep the order of the file. Paths of {@link Origins} name
 * the fields as in YAML ({@code python.wheels.torch}).
 *
 * @param name the profile's name
 * @param description one line for {@code profile list}; empty when there is none
 * @param l4t the L4T release, such as {@code r36.4.0}
 * @param base what the runtime stage starts from
 * @param donorOrNull the image that libraries are taken from
 * @param libraries library sets by name, such as {@code cudnn}
 * @param loaderPaths folders that the loader searches in addition to its own ({@code ld.so.conf})
 * @param apt Debian packages
 * @param tools programs that source builds use, by name
 * @param sources software built from source, by name
 * @param python the Python environment
 * @param app the application
 * @param image the image's own settings
 * @param expect what the finished image must be
 * @param raw Dockerfile text, the last resort
 * @param reasons why fields have the values that they have, by field path; printed with the steps
 * @param suppressed findings that the author has judged, as code to reason
 * @param origins where each value was written
 */
public record Profile(
    String name,
    String description,
    String l4t,
    Base base,
    @Nullable Donor donorOrNull,
    Map<String, Library> libraries,
    List<String> loaderPaths,
    Apt apt,
    Map<String, Tool> tools,
    Map<String, SourceBuild> sources,
    Python python,
    App app,
    ImageSettings image,
    Expect expect,
    List<Raw> raw,
    Map<String, String> reasons,
    Map<String, String> suppressed,
    Origins origins) {

  public Profile {
    libraries = Ordered.copyOf(libraries);
    loaderPaths = List.copyOf(loaderPaths);
    tools = Ordered.copyOf(tools);
    sources = Ordered.copyOf(sources);
    raw = List.copyOf(raw);
    reasons = Ordered.copyOf(reasons);
    suppressed = Ordered.copyOf(suppressed);
  }

  /** The donor image, if libraries are taken from one. */
  public Optional<ImageRef> donor() {
    return Optional.ofNullable(donorOrNull).map(Donor::image);
  }

  /** What kind of image the base is; determines what it is expected to contain. */
  public enum Family {
    L4T_CUDA("l4t-cuda"),
    L4T_JETPACK("l4t-jetpack"),
    L4T_PYTORCH("l4t-pytorch"),
    UBUNTU("ubuntu");

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
   * @param image reference with a digest, unless there is a reason for none
   * @param unpinnedOrNull why the image has no digest; null when it must have one
   */
  public record Base(Family family, ImageRef image, @Nullable String unpinnedOrNull) {}

  /**
   * The image that files are taken from and software is compiled in.
   *
   * @param image reference with a digest
   * @param copy files for the runtime stage, in addition to library sets
   */
  public record Donor(ImageRef image, List<Copy> copy) {
    public Donor {
      copy = List.copyOf(copy);
    }
  }

  /** Where a library set comes from. */
  public enum Provider {
    DONOR,
    APT,
    BASE
  }

  /**
   * A set of shared libraries that the runtime stage must have.
   *
   * @param versionOrNull the version wanted, as written; null when any will do
   * @param files globs of the real files in the donor, for a set that the facts do not know
   * @param toOrNull absolute folder of such a set in the image
   */
  public record Library(
      @Nullable String versionOrNull,
      Provider from,
      List<String> files,
      @Nullable String toOrNull) {
    public Library {
      files = List.copyOf(files);
    }

    /** A set that the facts know. */
    public static Library known(@Nullable String versionOrNull, Provider from) {
      return new Library(versionOrNull, from, List.of(), null);
    }
  }

  /**
   * Debian packages.
   *
   * @param repositories further repositories, by name; there while packages are installed, and not
   *     in the image
   * @param build for the stages that compile
   * @param runtime for the final image
   * @param remove removed from the final image
   */
  public record Apt(
      Map<String, AptRepository> repositories,
      List<String> build,
      List<String> runtime,
      List<String> remove) {
    public Apt {
      repositories = Ordered.copyOf(repositories);
      build = List.copyOf(build);
      runtime = List.copyOf(runtime);
      remove = List.copyOf(remove);
    }
  }

  /**
   * A command that must succeed.
   *
   * @param command program and arguments
   * @param containsOrNull a text that its output must contain; null when the exit code is enough
   */
  public record Check(List<String> command, @Nullable String containsOrNull) {
    public Check {
      command = List.copyOf(command);
    }
  }

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
   * @param volumes absolute folders that are volumes
   * @param stopSignalOrNull the signal that ends the container, such as {@code SIGINT}
   * @param links symbolic links of the image: the link's path to what it names
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
      List<String> groups,
      List<String> volumes,
      @Nullable String stopSignalOrNull,
      Map<String, String> links) {
    public App {
      copy = List.copyOf(copy);
      env = Ordered.copyOf(env);
      expose = List.copyOf(expose);
      entrypoint = List.copyOf(entrypoint);
      command = List.copyOf(command);
      groups = List.copyOf(groups);
      volumes = List.copyOf(volumes);
      links = Ordered.copyOf(links);
    }
  }

  /**
   * Files copied from the context, or from the donor.
   *
   * @param from paths or globs, relative to the context; absolute in the donor
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
   * Dockerfile text that no field can say.
   *
   * @param stage the stage at whose end it stands, such as {@code runtime}
   * @param lines instructions, one a line
   * @param why why it is there
   */
  public record Raw(String stage, List<String> lines, String why) {
    public Raw {
      lines = List.copyOf(lines);
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
