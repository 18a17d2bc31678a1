package io.github.jbuild.plan.planner;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Suggestions;
import io.github.jbuild.plan.AptStep;
import io.github.jbuild.plan.Archives;
import io.github.jbuild.plan.ImageStep;
import io.github.jbuild.plan.InstallSettings;
import io.github.jbuild.plan.Origin;
import io.github.jbuild.plan.PythonStep;
import io.github.jbuild.plan.SourceStep;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.github.jbuild.profile.Patch;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.SourceBuild;
import io.github.jbuild.profile.Tool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stage for each software that is built from source. */
final class SourceStages {

  private final Profile profile;
  private final BaseFamily family;

  SourceStages(Profile profile, BaseFamily family) {
    this.profile = profile;
    this.family = family;
  }

  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    profile.sources().forEach((name, source) -> stages.add(stage(name, source)));
    return stages;
  }

  private Stage stage(String name, SourceBuild source) {
    String field = "sources." + name;
    Origin origin =
        origin(field, "the distribution's " + name + " is older than the profile wants");
    List<Step> steps = new ArrayList<>();
    if (profile.donor().isEmpty()) {
      family.addPresets(steps);
    }
    addSystem(steps, name, source, field);
    steps.add(
        new SourceStep.UnpackSource(
            origin(field, origin.why()),
            name,
            FetchStages.sourceStage(name),
            FetchStages.archivePath(name, source)));
    int number = 0;
    for (Patch patch : source.patches()) {
      steps.add(
          new SourceStep.PatchSource(
              origin(
                  field + ".patches[" + number++ + "]",
                  "a change that " + name + " " + source.version() + " needs here"),
              patch.file(),
              patch.text(),
              patch.by()));
    }
    steps.add(build(origin, name, source));
    Profile.Check check = source.checkOrNull();
    // A wheel is not installed here: its check runs in the final image alone.
    if (check != null && source.wheelOrNull() == null) {
      steps.add(
          new ImageStep.CheckOutput(
              origin(field + ".check", "another version on the path would be found first"),
              check.command(),
              check.containsOrNull()));
    }
    addProducts(steps, name, source, field);
    return new Stage(
        name, Stage.From.image(toolchain()), "builds " + name + " from source", origin, steps);
  }

  private void addSystem(List<Step> steps, String name, SourceBuild source, String field) {
    List<String> packages = new ArrayList<>(profile.apt().build());
    if (!source.patches().isEmpty() || source.wheelOrNull() != null) {
      packages.add("python3");
    }
    if (!source.packages().isEmpty() || source.recipe() instanceof SourceBuild.SetupPy) {
      packages.add("python3-pip");
    }
    if (source.from() instanceof SourceBuild.Archive) {
      packages.addAll(Archives.packages(source.from().url(), packages));
    }
    if (!packages.isEmpty()) {
      steps.add(
          new AptStep.AptInstall(
              origin("apt.build", "what is needed to compile " + name),
              packages,
              Repositories.of(profile)));
    }
    if (!source.remove().isEmpty()) {
      steps.add(
          new AptStep.AptRemove(
              origin(field + ".remove", "the build would find these before its own files"),
              source.remove()));
    }
    if (source.wheelOrNull() != null) {
      steps.add(
          new PythonStep.CheckPython(
              origin("python.version", "a wheel fits one version of Python only"),
              profile.python().version()));
    }
    addTools(steps, source, field);
    if (!source.env().isEmpty()) {
      steps.add(
          new ImageStep.SetEnv(
              origin(field + ".env", "environment of this build only"), source.env()));
    }
    if (!source.packages().isEmpty()) {
      steps.add(
          new PythonStep.PipInstall(
              origin(field + ".packages", "Python packages of this build only"),
              String.join(" ", source.packages()),
              List.of(),
              source.packages(),
              false,
              true,
              false,
              false,
              false,
              InstallSettings.pip(profile.python())));
    }
  }

  private void addTools(List<Step> steps, SourceBuild source, String field) {
    for (String name : source.tools()) {
      @Nullable Tool tool = profile.tools().get(name);
      if (tool == null) {
        throw JbuildException.of(Kind.INVALID_INPUT, "there is no tool \"" + name + '"')
            .at(profile.origins().of(field + ".tools").orElse(null))
            .hint(Suggestions.didYouMean(name, List.copyOf(profile.tools().keySet())));
      }
      String to = tool.to().endsWith("/") ? tool.to() : tool.to() + "/";
      Origin origin =
          origin("tools." + name, "the distribution's " + name + " has another version");
      steps.add(
          new ImageStep.CopyTree(
              origin, name, FetchStages.toolStage(name), FetchStages.TOOL + "/", to));
      Profile.Check check = tool.checkOrNull();
      if (check != null) {
        steps.add(new ImageStep.CheckOutput(origin, check.command(), check.containsOrNull()));
      }
    }
  }

  private SourceStep build(Origin origin, String name, SourceBuild source) {
    @Nullable Integer jobs = source.jobsOrNull();
    if (source.recipe() instanceof SourceBuild.Cmake cmake) {
      return new SourceStep.CmakeBuild(
          origin, name, source.version(), cmake.generator().id(), cmake.defines(), jobs);
    }
    return new SourceStep.ScriptBuild(
        origin,
        name,
        source.version(),
        source.recipe() instanceof SourceBuild.Script script
            ? script.command()
            : List.of("python3", "setup.py", "bdist_wheel"),
        jobs);
  }

  private void addProducts(List<Step> steps, String name, SourceBuild source, String field) {
    if (!source.install().isEmpty()) {
      steps.add(
          new SourceStep.CollectFiles(
              origin(field + ".install", "headers and build files stay behind"),
              name,
              source.install()));
    }
    @Nullable String wheel = source.wheelOrNull();
    if (wheel != null) {
      steps.add(
          new SourceStep.CollectWheel(
              origin(field + ".wheel", "the Python environment needs only the wheel"),
              name,
              wheel));
    }
  }

  /**
   * The donor has NVIDIA's whole tool chain on the same distribution, and is the same for every
   * profile.
   */
  private ImageRef toolchain() {
    return profile.donor().orElse(profile.base().image());
  }

  private Origin origin(String field, String why) {
    return Origin.of(profile, field, why);
  }
}
