package io.github.jbuild.it;

import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.PythonStep;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.github.jbuild.render.Dialect;
import io.github.jbuild.render.Renderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Images of cuda-base without some of what keeps torch in place. */
final class TrapImages {

  /** torchaudio 2.9.0 on PyPI declares {@code torch==2.9.0}. */
  static final String CONFLICT = "python.packages=[\"numpy==1.26.4\", \"torchaudio==2.9.0\"]";

  static final String UPGRADE = "python.packages=[\"numpy==1.26.4\", \"torch<2.9.1\"]";

  private TrapImages() {}

  /** A requirement that needs another torch, with neither constraint nor re-pin. */
  static String conflict() {
    return unprotected(TestBed.plan("cuda-base", CONFLICT), "jbuild-it:trap-conflict");
  }

  /** An upgrade with neither constraint nor re-pin. */
  static String upgrade() {
    return unprotected(
        TestBed.plan("cuda-base", UPGRADE, "python.upgrade=true"), "jbuild-it:trap-upgrade");
  }

  /** An upgrade without the constraint. */
  static String repinned() {
    Plan plan = TestBed.plan("cuda-base", UPGRADE, "python.upgrade=true");
    return build(change(plan, step -> Stream.of(unconstrained(step))), "jbuild-it:repinned");
  }

  private static String unprotected(Plan plan, String tag) {
    return build(
        change(
            plan,
            step ->
                step instanceof PythonStep.Repin || step instanceof PythonStep.PipCheck
                    ? Stream.empty()
                    : Stream.of(unconstrained(step))),
        tag);
  }

  private static Step unconstrained(Step step) {
    return step instanceof PythonStep.PipInstall install
        ? new PythonStep.PipInstall(
            install.origin(),
            install.what(),
            install.requirements(),
            install.packages(),
            install.built(),
            install.deps(),
            install.upgrade(),
            false,
            install.wheels(),
            install.settings())
        : step;
  }

  private static Plan change(Plan plan, Function<Step, Stream<Step>> change) {
    List<Stage> stages =
        plan.stages().stream()
            .map(
                stage ->
                    new Stage(
                        stage.name(),
                        stage.from(),
                        stage.why(),
                        stage.origin(),
                        stage.steps().stream().flatMap(change).toList()))
            .toList();
    return new Plan(plan.profile(), plan.l4t(), stages);
  }

  private static String build(Plan plan, String tag) {
    return Images.once(
        tag,
        () -> {
          try {
            Path context = Files.createTempDirectory("jbuild-it");
            Path dockerfile = context.resolve("Dockerfile");
            Files.writeString(dockerfile, Renderer.builtIn().render(plan, Dialect.CLASSIC).text());
            TestBed.docker("build", "--platform", "linux/arm64", "-t", tag, context.toString())
                .succeeds();
            Files.delete(dockerfile);
            Files.delete(context);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
