package io.github.jbuild.plan;

import io.github.jbuild.core.Ordered;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Steps that build software from source, which lies in {@code /src}. */
public sealed interface SourceStep extends Step {

  /**
   * Unpacks the source into {@code /src}.
   *
   * @param archiveFrom stage that fetched the archive
   * @param archive its absolute path there
   */
  record UnpackSource(Origin origin, String name, String archiveFrom, String archive)
      implements SourceStep {
    @Override
    public String title() {
      return "unpack " + name;
    }
  }

  /**
   * Replaces a text that must be in a file of the source exactly once.
   *
   * @param file path below {@code /src}
   */
  record PatchSource(Origin origin, String file, String text, String by) implements SourceStep {
    @Override
    public String title() {
      return "patch " + file;
    }
  }

  /**
   * Builds software with CMake and installs it under {@code /usr/local}.
   *
   * @param jobs how many compilers run at once; null for as many as there are processors
   */
  record CmakeBuild(
      Origin origin,
      String name,
      String version,
      String generator,
      Map<String, String> defines,
      @Nullable Integer jobs)
      implements SourceStep {
    public CmakeBuild {
      defines = Ordered.copyOf(defines);
    }

    @Override
    public String title() {
      return "build " + name + " " + version + " with " + generator;
    }
  }

  /**
   * Builds software by a command in its source folder.
   *
   * @param jobs how many compilers run at once; null for as many as there are processors
   */
  record ScriptBuild(
      Origin origin, String name, String version, List<String> command, @Nullable Integer jobs)
      implements SourceStep {
    @Override
    public String title() {
      return "build " + name + " " + version + " with " + command.get(0);
    }
  }

  /**
   * Collects the results of a source build, by globs below {@code /usr/local}, into {@code /out}.
   */
  record CollectFiles(Origin origin, String name, List<String> globs) implements SourceStep {
    @Override
    public String title() {
      return "collect " + name;
    }
  }

  /**
   * Puts the one wheel that a source build made into {@code /built}.
   *
   * @param glob below {@code /src}
   */
  record CollectWheel(Origin origin, String name, String glob) implements SourceStep {
    @Override
    public String title() {
      return "collect the wheel of " + name;
    }
  }
}
