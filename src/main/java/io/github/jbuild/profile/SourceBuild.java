package io.github.jbuild.profile;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.Ordered;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Software built from source in a stage of its own.
 *
 * @param version the version that {@code check} is about
 * @param from where the source is
 * @param recipe how it is built
 * @param patches changes to the source, in this order
 * @param env environment of the stage
 * @param jobsOrNull how many compilers run at once; null for as many as there are processors
 * @param tools names of tools that the stage gets
 * @param remove Debian packages removed before the build
 * @param packages Python packages that the build needs
 * @param wheelOrNull glob, in the source folder, of the wheel that it makes; null when it makes
 *     none
 * @param install globs below {@code /usr/local} of what the runtime stage receives
 * @param checkOrNull a command that proves the build, run in its stage and again in the final
 *     image's
 */
public record SourceBuild(
    String version,
    Source from,
    Recipe recipe,
    List<Patch> patches,
    Map<String, String> env,
    @Nullable Integer jobsOrNull,
    List<String> tools,
    List<String> remove,
    List<String> packages,
    @Nullable String wheelOrNull,
    List<String> install,
    Profile.@Nullable Check checkOrNull) {

  public SourceBuild {
    patches = List.copyOf(patches);
    env = Ordered.copyOf(env);
    tools = List.copyOf(tools);
    remove = List.copyOf(remove);
    packages = List.copyOf(packages);
    install = List.copyOf(install);
  }

  /** Where source is: an archive by its hash, or a commit. */
  public sealed interface Source {
    /** Where it is fetched. */
    URI url();
  }

  /**
   * A source archive: tar, in any compression that tar knows.
   *
   * @param sha256 its hash
   */
  public record Archive(URI url, Digest sha256) implements Source {}

  /**
   * A commit of a git repository.
   *
   * @param commit its full name, 40 hexadecimal digits
   * @param submodules whether submodules are fetched, at the commits that it names
   */
  public record GitCommit(URI url, String commit, boolean submodules) implements Source {}

  /** How source becomes software. */
  public sealed interface Recipe {}

  /**
   * CMake, installed under {@code /usr/local}.
   *
   * @param defines cache entries, {@code -DKEY=VALUE}
   */
  public record Cmake(Generator generator, Map<String, String> defines) implements Recipe {
    public Cmake {
      defines = Ordered.copyOf(defines);
    }
  }

  /** {@code python3 setup.py bdist_wheel}. */
  public record SetupPy() implements Recipe {}

  /**
   * A program of the source itself.
   *
   * @param command program and arguments, run in the source folder
   */
  public record Script(List<String> command) implements Recipe {
    public Script {
      command = List.copyOf(command);
    }
  }

  /** CMake generators that a source build can use. */
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
}
