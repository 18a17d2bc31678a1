package io.github.jbuild.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.ImageRef;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.PythonStep;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.Patch;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import io.github.jbuild.profile.load.ProfileSummary;
import io.github.jbuild.testing.ProfileBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds in every rendered Dockerfile. */
final class DockerfileRulesTest {

  private static final Renderer RENDERER = Renderer.builtIn();

  @Test
  void has_a_plan_with_each_kind_of_step() {
    assertThat(plans().stream().flatMap(plan -> plan.steps().stream()).map(Step::kind).distinct())
        .containsExactlyInAnyOrderElementsOf(Step.kinds());
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void leaves_no_repository_and_no_key_in_an_image(Dialect dialect) {
    for (RenderedDockerfile dockerfile : all(dialect)) {
      for (RenderedDockerfile.Instruction instruction : dockerfile.instructions()) {
        String text = text(dockerfile, instruction);
        if (text.contains("/etc/apt/sources.list.d/")) {
          assertThat(text.substring(text.lastIndexOf("rm -")))
              .contains("/etc/apt/sources.list.d/jbuild-");
          assertThat(text.contains("target=/media") || text.contains("/media/cuda.gpg /media/ca-"))
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void uses_only_what_docker_20_10_has_built_in(Dialect dialect) {
    for (RenderedDockerfile dockerfile : all(dialect)) {
      assertThat(dockerfile.text())
          .doesNotContainPattern("(?m)^#\\s*(syntax|escape|check)\\s*=")
          .doesNotContain("--link", "<<", "--security", "--network", "--checksum", "\r");
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void mounts_only_for_buildkit(Dialect dialect) {
    for (RenderedDockerfile dockerfile : all(dialect)) {
      assertThat(dockerfile.text().contains("--mount")).isEqualTo(dialect == Dialect.BUILDKIT);
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void asks_no_index_beside_the_jetson_one_and_pypi(Dialect dialect) {
    for (RenderedDockerfile dockerfile : all(dialect)) {
      assertThat(dockerfile.text())
          .doesNotContain("--extra-index-url", "--index-url", "--find-links")
          .doesNotContainPattern("PIP_INDEX_URL=(?!\"\")");
      assertThat(finalStage(dockerfile).replace("pip uninstall", ""))
          .doesNotContain("pip ", "index.example");
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void installs_under_the_constraints_once_the_wheels_are_there(Dialect dialect) {
    for (RenderedDockerfile dockerfile : all(dialect)) {
      for (RenderedDockerfile.Instruction instruction : dockerfile.instructions()) {
        if (instruction.step().orElse(null) instanceof PythonStep.PipInstall
            && instruction.stage().name().equals("python")
            && text(dockerfile, instruction).startsWith("RUN")) {
          assertThat(text(dockerfile, instruction)).contains("--constraint /constraints.txt");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void repins_after_the_last_install_and_then_checks(Dialect dialect) {
    for (Plan plan : plans()) {
      List<String> kinds =
          plan.stage("python").orElseThrow().steps().stream().map(Step::kind).toList();
      assertThat(kinds.lastIndexOf("pip-install")).isLessThan(kinds.indexOf("repin"));
      assertThat(kinds.lastIndexOf("pip-remove")).isLessThan(kinds.indexOf("repin"));
      assertThat(kinds.subList(kinds.size() - 3, kinds.size()))
          .startsWith("repin", "pip-check")
          .last()
          .isIn("export-packages", "export-changes");
      assertThat(RENDERER.render(plan, dialect).text()).contains("not the pinned build");
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void copies_content_into_folders_and_never_by_a_pattern(Dialect dialect) {
    for (RenderedDockerfile dockerfile : all(dialect)) {
      assertThat(dockerfile.text()).doesNotContainPattern("(?m)^COPY --from=\\S+ \\S*[*?]");
      assertThat(dockerfile.text()).doesNotContainPattern("(?m)^COPY --from=\\S+ \\S+ /$");
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void says_why_above_every_step(Dialect dialect) {
    for (RenderedDockerfile dockerfile : all(dialect)) {
      String[] lines = dockerfile.text().split("\n", -1);
      for (int i = 1; i < dockerfile.instructions().size(); i++) {
        RenderedDockerfile.Instruction instruction = dockerfile.instructions().get(i);
        RenderedDockerfile.Instruction before = dockerfile.instructions().get(i - 1);
        boolean sameReason =
            before.stepOrNull() != null
                && instruction.stepOrNull() != null
                && before
                    .stepOrNull()
                    .origin()
                    .why()
                    .equals(instruction.stepOrNull().origin().why());
        if (!sameReason) {
          assertThat(lines[instruction.firstLine() - 2]).startsWith("# ");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void names_only_earlier_stages(Dialect dialect) {
    for (Plan plan : plans()) {
      List<String> known = new java.util.ArrayList<>();
      String text = RENDERER.render(plan, dialect).text();
      for (Stage stage : plan.stages()) {
        stage.from().stage().ifPresent(name -> assertThat(known).contains(name));
        known.add(stage.name());
      }
      java.util.regex.Pattern.compile("[- ,]from=([\\w-]+)")
          .matcher(text)
          .results()
          .forEach(match -> assertThat(known).contains(match.group(1)));
    }
  }

  private static String finalStage(RenderedDockerfile dockerfile) {
    return dockerfile
        .text()
        .substring(dockerfile.text().lastIndexOf("\nFROM "))
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(java.util.stream.Collectors.joining("\n"));
  }

  private static String text(RenderedDockerfile file, RenderedDockerfile.Instruction instruction) {
    return String.join(
        "\n",
        List.of(file.text().split("\n", -1))
            .subList(instruction.firstLine() - 1, instruction.lastLine()));
  }

  private static List<RenderedDockerfile> all(Dialect dialect) {
    return plans().stream().map(plan -> RENDERER.render(plan, dialect)).toList();
  }

  private static List<Plan> plans() {
    ProfileLoader loader = new ProfileLoader(Path.of("profiles"), List.of());
    Planner planner = new Planner(Facts.builtIn());
    List<Plan> plans = new java.util.ArrayList<>();
    for (ProfileSummary each : loader.list()) {
      plans.add(planner.plan(loader.load(ProfileSelection.of(each.name()))));
    }
    plans.add(planner.plan(everything()));
    return plans;
  }

  /** A profile that uses every kind of step. */
  private static Profile everything() {
    ProfileBuilder builder = new ProfileBuilder().wheel("torch", "2.8.0");
    builder.donor =
        ImageRef.parse("registry.example/l4t-jetpack:r36.4.0@sha256:" + ProfileBuilder.HASH);
    builder.libraries.put("cudnn", Profile.Library.known("9.3", Profile.Provider.DONOR));
    builder.libraries.put("nvtx", Profile.Library.known(null, Profile.Provider.DONOR));
    builder.aptRemove = List.of("libgdal-dev");
    builder.aptRuntime = List.of("python3", "tini");
    builder.requirements = List.of("requirements.txt");
    builder.packages = List.of("numpy==1.26.4");
    builder.noDeps = List.of("gliner==0.2.24");
    builder.remove = List.of("onnxruntime");
    builder.constraints = List.of("numpy<2");
    HostileParts.overrides(builder, "numpy==1.26.4");
    builder.local = List.of(new Python.Local("sdk", true, null));
    builder.donorCopy = List.of(new Profile.Copy(List.of("/usr/include/cudnn*.h"), "/opt/include"));
    builder.loaderPaths = List.of("/opt/lib");
    builder.patches = List.of(new Patch("six.py", "a\n", "b\n"));
    builder.volumes = List.of("/data");
    builder.stopSignal = "SIGQUIT";
    builder.links = java.util.Map.of("/usr/bin/python", "/usr/bin/python3");
    builder.raw = List.of(new Profile.Raw("runtime", List.of("STOPSIGNAL SIGINT"), "no field"));
    builder.copy = List.of(new Profile.Copy(List.of("app"), "/app/"));
    builder.env = java.util.Map.of("KEY", "value");
    builder.workdir = "/app";
    builder.expose = List.of("9001");
    builder.entrypoint = List.of("tini", "--");
    builder.command = List.of("python3");
    builder.user = "app";
    builder.groups = List.of("video");
    builder.healthcheck = new Profile.Healthcheck(List.of("true"), "30s", "5s", "10s", 3);
    builder.labels = java.util.Map.of("vendor", "us");
    return builder.build();
  }
}
