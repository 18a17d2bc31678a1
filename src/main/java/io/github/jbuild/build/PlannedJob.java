package io.github.jbuild.build;

import io.github.jbuild.context.BuildContext;
import io.github.jbuild.context.NamedPath;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.plan.DefaultTags;
import io.github.jbuild.plan.Origin;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.github.jbuild.plan.Versions;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import io.github.jbuild.render.RenderedDockerfile;
import io.github.jbuild.render.RenderedDockerfile.Instruction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns a plan and its Dockerfile into the job of building them, with the files that it needs. */
public final class PlannedJob {

  private static final String DOCKERFILE = ".jbuild.Dockerfile";

  private PlannedJob() {}

  /**
   * The job of building what was planned.
   *
   * @param dockerfile of this plan
   */
  public static BuildJob of(Plan plan, RenderedDockerfile dockerfile) {
    Profile profile = plan.profile();
    return new BuildJob(
        profile.name(),
        profile.l4t(),
        Versions.line(plan),
        dockerfile.text(),
        DOCKERFILE,
        steps(dockerfile),
        files(profile, dockerfile.text()),
        plan.bases(),
        plan.pinnedWheels().stream()
            .map(w -> new BuildJob.PinnedWheel(w.name(), w.version(), w.url(), w.sha256()))
            .toList(),
        DefaultTags.of(plan));
  }

  /** The files that the profile names; none but the Dockerfile where it names none. */
  private static ContainerEngine.BuildFiles files(Profile profile, String dockerfile) {
    List<NamedPath> names = names(profile);
    @Nullable Path root = names.isEmpty() ? null : profile.app().contextOrNull();
    return new JobFiles(
        BuildContext.of(root, names), DOCKERFILE, dockerfile, ContextKey.of(profile.name(), root));
  }

  private static List<NamedPath> names(Profile profile) {
    List<NamedPath> names = new ArrayList<>();
    add(names, profile, "python.requirements", profile.python().requirements());
    List<Python.Local> local = profile.python().local();
    for (int i = 0; i < local.size(); i++) {
      add(names, profile, "python.local[" + i + "].path", local.get(i).path());
    }
    List<Profile.Copy> copies = profile.app().copy();
    for (int i = 0; i < copies.size(); i++) {
      add(names, profile, "app.copy[" + i + "].from", copies.get(i).from());
    }
    return names;
  }

  private static void add(
      List<NamedPath> names, Profile profile, String field, List<String> paths) {
    for (int i = 0; i < paths.size(); i++) {
      add(names, profile, field + "[" + i + "]", paths.get(i));
    }
  }

  private static void add(List<NamedPath> names, Profile profile, String field, String path) {
    names.add(new NamedPath(path, field, profile.origins().of(field).orElse(null)));
  }

  private static List<BuildStep> steps(RenderedDockerfile dockerfile) {
    List<String> lines = dockerfile.text().lines().toList();
    List<Instruction> instructions = dockerfile.instructions();
    List<BuildStep> steps = new ArrayList<>();
    for (int i = 0; i < instructions.size(); ) {
      Instruction first = instructions.get(i);
      List<BuildInstruction> own = new ArrayList<>();
      do {
        own.add(instruction(instructions.get(i), i + 1, lines));
        i++;
      } while (i < instructions.size() && sameStep(first, instructions.get(i)));
      steps.add(step(first, own));
    }
    return steps;
  }

  private static BuildInstruction instruction(Instruction from, int number, List<String> lines) {
    String text = lines.get(from.firstLine() - 1).stripLeading();
    String keyword = text.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
    boolean image = from.stepOrNull() == null && from.stage().from().image().isPresent();
    return new BuildInstruction(
        number, from.stage().name(), keyword, image, from.firstLine(), from.lastLine());
  }

  private static boolean sameStep(Instruction first, Instruction other) {
    return first.stepOrNull() != null && first.stepOrNull() == other.stepOrNull();
  }

  private static BuildStep step(Instruction first, List<BuildInstruction> instructions) {
    @Nullable Step step = first.stepOrNull();
    Origin origin = step == null ? first.stage().origin() : step.origin();
    @Nullable SourceSpan place = origin.spanOrNull();
    String title = step == null ? "from " + shortName(first.stage().from()) : step.title();
    return new BuildStep(first.stage().name(), title, origin.field(), place, instructions);
  }

  /** An image's short name: {@code l4t-cuda:12.6.11-runtime}. */
  private static String shortName(Stage.From from) {
    return from.image()
        .map(
            image ->
                image.name().substring(image.name().lastIndexOf('/') + 1)
                    + image.tag().map(tag -> ":" + tag).orElse(""))
        .orElseGet(from::toString);
  }
}
