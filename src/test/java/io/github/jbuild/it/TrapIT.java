package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.PythonStep;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.github.jbuild.render.Dialect;
import io.github.jbuild.render.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The trap that jbuild exists for, with real packages from PyPI: a requirement that moves torch.
 * PyPI's aarch64 wheel of torch is the CPU build.
 */
final class TrapIT {

  /** torchaudio 2.9.0 on PyPI declares {@code torch==2.9.0}. */
  private static final String CONFLICT =
      "python.packages=[\"numpy==1.26.4\", \"torchaudio==2.9.0\"]";

  private static final String UPGRADE = "python.packages=[\"numpy==1.26.4\", \"torch<2.9.1\"]";

  private static final String CUDA = "import torch; print(torch.__version__, torch.version.cuda)";

  @TempDir Path folder;

  @Test
  void a_conflicting_requirement_brings_the_cpu_build_without_constraint_and_repin()
      throws IOException {
    String image = unprotected(TestBed.plan("cuda-base", CONFLICT), "jbuild-it:trap-conflict");
    assertThat(TestBed.python(image, CUDA)).startsWith("2.9.0").endsWith("None");
    assertThat(verify(image).exits(1).out())
        .containsPattern("FAIL +JB220 pinned-wheels")
        .contains("torch 2.8.0 is pinned, but metadata of 2.9.0 is next to that of 2.8.0")
        .containsPattern("FAIL +JB221 record")
        .containsPattern("FAIL +JB222 cuda-parts")
        .contains("torch 2.8.0 says that it was built without CUDA")
        .containsPattern("FAIL +JB223 version-pairs")
        .containsPattern("FAIL +JB227 installed-once");
  }

  @Test
  void an_upgrade_brings_the_cpu_build_without_constraint_and_repin() throws IOException {
    Plan plan = TestBed.plan("cuda-base", UPGRADE, "python.upgrade=true");
    String image = unprotected(plan, "jbuild-it:trap-upgrade");
    assertThat(TestBed.python(image, CUDA)).startsWith("2.9.0").endsWith("None");
  }

  @Test
  void a_conflicting_requirement_is_found_before_the_build() {
    CommandResult result =
        TestBed.build("cuda-base", "jbuild-it:never", "--set", CONFLICT).exits(1);
    assertThat(result.err())
        .contains("nothing was built", "torch 2.8.0 goes with torchaudio 2.8 [JB106]");
  }

  @Test
  void a_conflicting_requirement_that_no_check_finds_stops_the_build_and_is_named() {
    CommandResult result =
        TestBed.build(
                "cuda-base",
                "jbuild-it:never",
                "--set",
                CONFLICT,
                "--set",
                "ignore.JB106=as if it were not known")
            .exits(5);
    assertThat(result.err())
        .contains(
            "requirement \"torchaudio 2.9.0\" needs torch==2.9.0, but the profile pins torch 2.8.0")
        .contains("python.packages");
    assertThat(TestBed.docker("image", "inspect", "jbuild-it:never").code()).isNotZero();
  }

  @Test
  void an_upgrade_keeps_the_pin() {
    String image = "jbuild-it:upgraded";
    TestBed.build("cuda-base", image, "--set", UPGRADE, "--set", "python.upgrade=true").succeeds();
    assertThat(TestBed.python(image, CUDA)).isEqualTo("2.8.0 12.6");
  }

  @Test
  void the_repin_puts_the_pinned_build_back_when_only_the_constraint_is_missing()
      throws IOException {
    Plan plan = TestBed.plan("cuda-base", UPGRADE, "python.upgrade=true");
    Plan open = change(plan, step -> Stream.of(unconstrained(step)));
    String image = build(open, "jbuild-it:repinned");
    assertThat(TestBed.python(image, CUDA)).isEqualTo("2.8.0 12.6");
  }

  private static CommandResult verify(String image) {
    String overlay = TestBed.overlay("cuda-base").toString();
    return TestBed.jbuild("verify", image, "--profile", "cuda-base", "--overlay", overlay);
  }

  private String unprotected(Plan plan, String tag) throws IOException {
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

  private static Plan change(Plan plan, java.util.function.Function<Step, Stream<Step>> change) {
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

  private String build(Plan plan, String tag) throws IOException {
    Files.writeString(
        folder.resolve("Dockerfile"), Renderer.builtIn().render(plan, Dialect.CLASSIC).text());
    TestBed.docker("build", "--platform", "linux/arm64", "-t", tag, folder.toString()).succeeds();
    return tag;
  }
}
