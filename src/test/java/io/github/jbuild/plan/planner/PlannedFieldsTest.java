package io.github.jbuild.plan.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.plan.AptStep;
import io.github.jbuild.plan.ImageStep;
import io.github.jbuild.plan.LibraryStep;
import io.github.jbuild.plan.Plan;
import io.github.jbuild.plan.PythonStep;
import io.github.jbuild.plan.Stage;
import io.github.jbuild.plan.Step;
import io.github.jbuild.profile.AptKey;
import io.github.jbuild.profile.AptRepository;
import io.github.jbuild.profile.Patch;
import io.github.jbuild.profile.Profile;
import io.github.jbuild.profile.Python;
import io.github.jbuild.profile.SourceBuild;
import io.github.jbuild.profile.Tool;
import io.github.jbuild.testing.ProfileBuilder;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the fields of a profile beyond the smallest one become. */
final class PlannedFieldsTest {

  private static final Digest HASH = new Digest(ProfileBuilder.HASH);

  private final ProfileBuilder builder = new ProfileBuilder();

  @Test
  void unsets_the_index_of_a_base_that_names_one() {
    builder.family = Profile.Family.L4T_PYTORCH;
    builder.wheel("torch", "2.8.0");
    assertThat(steps(ImageStep.SetEnv.class))
        .filteredOn(step -> step.env().containsKey("PIP_INDEX_URL"))
        .hasSize(2)
        .allSatisfy(step -> assertThat(step.env().values()).containsOnly(""));
  }

  @Test
  void removes_what_belongs_to_the_bases_own_torch_where_it_is_and_where_it_would_be_seen() {
    builder.family = Profile.Family.L4T_PYTORCH;
    builder.wheel("torch", "2.8.0");
    builder.remove = List.of("onnxruntime");
    assertThat(steps(PythonStep.RemoveBundled.class))
        .singleElement()
        .satisfies(
            step ->
                assertThat(step.packages())
                    .containsExactly("torch", "torchvision", "torchaudio", "onnxruntime"));
    assertThat(stage("pip").steps()).extracting(Step::kind).doesNotContain("apt-install");
    assertThat(stage("pip").steps())
        .extracting(Step::kind)
        .endsWith("pip-remove", "record-packages");
    assertThat(stage("python").steps()).extracting(Step::kind).endsWith("export-changes");
  }

  @Test
  void removes_what_the_profile_says_from_a_base_though_nothing_is_installed() {
    builder.family = Profile.Family.L4T_PYTORCH;
    builder.remove = List.of("onnxruntime");
    assertThat(steps(PythonStep.RemoveBundled.class))
        .singleElement()
        .satisfies(step -> assertThat(step.packages()).containsExactly("onnxruntime"));
    assertThat(stage("python").steps()).extracting(Step::kind).contains("pip-check");
  }

  @Test
  void removes_nothing_where_nothing_is() {
    builder.remove = List.of("onnxruntime");
    assertThat(plan().stages()).extracting(Stage::name).containsExactly("runtime");
  }

  @Test
  void keeps_the_bases_torch_when_none_is_pinned() {
    builder.family = Profile.Family.L4T_PYTORCH;
    builder.packages = List.of("six");
    assertThat(steps(PythonStep.RemoveBundled.class))
        .singleElement()
        .satisfies(step -> assertThat(step.packages()).isEmpty());
  }

  @Test
  void gives_plain_ubuntu_what_the_container_runtime_reads_and_the_loader_needs() {
    builder.family = Profile.Family.UBUNTU;
    builder.loaderPaths = List.of("/opt/lib");
    assertThat(stage("runtime").steps().get(0))
        .isInstanceOfSatisfying(
            ImageStep.SetEnv.class,
            step -> assertThat(step.env()).containsEntry("NVIDIA_VISIBLE_DEVICES", "all"));
    assertThat(steps(LibraryStep.WriteLoaderPaths.class))
        .singleElement()
        .satisfies(
            step -> assertThat(step.paths()).startsWith("/opt/lib", "/usr/local/cuda/lib64"));
  }

  @Test
  void installs_a_library_package_at_the_version_of_the_release() {
    builder.libraries.put("cudnn", Profile.Library.known("9.3", Profile.Provider.APT));
    builder.repositories.put("cuda", repository());
    assertThat(steps(AptStep.AptInstall.class))
        .filteredOn(step -> step.packages().contains("libcudnn9-cuda-12=9.3.0.75-1"))
        .singleElement()
        .satisfies(
            step ->
                assertThat(step.repositories())
                    .containsExactly(
                        new AptStep.Repository(
                            "cuda",
                            "deb [signed-by=/media/cuda.gpg] https://packages.example/arm64/ /")));
    assertThat(stage("keys").steps()).extracting(Step::kind).contains("fetch-key");
  }

  @Test
  void refuses_a_library_package_without_a_repository() {
    builder.libraries.put("cudnn", Profile.Library.known("9.3", Profile.Provider.APT));
    refuses("the profile adds no other repository", "apt.repositories");
  }

  @Test
  void refuses_a_package_of_a_list_of_libraries_of_ones_own() {
    builder.libraries.put(
        "own",
        new Profile.Library(null, Profile.Provider.APT, List.of("/lib/libx.so.*"), "/opt/lib"));
    refuses("no package of own is known for r36.4.0", "from: donor");
  }

  @Test
  void takes_files_from_the_donor_as_trees() {
    builder.donor = ImageRef.parse("registry.example/donor@sha256:" + ProfileBuilder.HASH);
    builder.donorCopy = List.of(new Profile.Copy(List.of("/usr/include/cudnn*.h"), "/opt/include"));
    assertThat(plan().stages()).extracting(Stage::name).containsExactly("donor", "runtime");
    assertThat(steps(ImageStep.CopyTree.class))
        .singleElement()
        .satisfies(
            copy -> {
              assertThat(copy.source()).isEqualTo("/copy/0/");
              assertThat(copy.target()).isEqualTo("/opt/include/");
            });
  }

  @Test
  void builds_a_wheel_from_a_commit_with_its_tools_and_installs_it() {
    builder.tools.put("cmake", tool("cmake"));
    builder.tools.put("unused", tool("unused"));
    builder.sources.put("runtime-lib", source("dist/*.whl", List.of("cmake")));
    assertThat(plan().stages())
        .extracting(Stage::name)
        .containsExactly(
            "fetch", "cmake-tool", "runtime-lib-src", "runtime-lib", "pip", "python", "runtime");
    assertThat(stage("runtime-lib").steps())
        .extracting(Step::kind)
        .containsExactly(
            "apt-install",
            "check-python",
            "copy-tree",
            "check-output",
            "unpack-source",
            "patch-source",
            "script-build",
            "collect-wheel");
    assertThat(stage("python").steps()).extracting(Step::kind).contains("install-built");
    assertThat(steps(PythonStep.PipInstall.class)).first().matches(PythonStep.PipInstall::built);
  }

  @Test
  void refuses_a_tool_that_there_is_not() {
    builder.sources.put("own", source(null, List.of("cmakr")));
    builder.tools.put("cmake", tool("cmake"));
    refuses("there is no tool \"cmakr\"", "did you mean \"cmake\"");
  }

  @Test
  void refuses_a_source_that_takes_the_name_of_a_stage() {
    builder.sources.put("runtime", source(null, List.of()));
    refuses("two stages would be named \"runtime\"", "another name");
  }

  @Test
  void installs_with_uv_where_the_profile_says_so_and_proves_with_pip() {
    builder.installer = new Python.Uv(tool("uv"), Python.IndexStrategy.UNSAFE_BEST_MATCH);
    builder.overrides = List.of("numpy==1.26.4");
    builder.packages = List.of("six");
    builder.upgrade = true;
    builder.timeout = 100;
    assertThat(steps(PythonStep.PipInstall.class))
        .singleElement()
        .satisfies(
            install -> {
              assertThat(install.title()).isEqualTo("uv pip install six");
              assertThat(install.options())
                  .containsExactly(
                      "--index-strategy",
                      "unsafe-best-match",
                      "--override",
                      "/overrides.txt",
                      "--constraint",
                      "/constraints.txt",
                      "--upgrade");
              assertThat(install.settings().env()).containsEntry("UV_HTTP_TIMEOUT", "100");
            });
    assertThat(stage("python").steps())
        .extracting(Step::kind)
        .containsSubsequence("write-overrides", "pip-install", "pip-check", "export-packages");
  }

  @Test
  void changes_installed_packages_before_the_last_word_on_the_pinned_ones() {
    builder.wheel("torch", "2.8.0");
    builder.noDeps = List.of("gliner==0.2.24");
    builder.local = List.of(new Python.Local("sdk", true, null));
    builder.remove = List.of("onnxruntime");
    builder.patches = List.of(new Patch("gliner/__init__.py", "a", "b"));
    builder.checks = List.of(new Profile.Check(List.of("python3", "-c", "pass"), null));
    assertThat(stage("python").steps())
        .extracting(Step::kind)
        .containsSubsequence(
            "install-local", "pip-remove", "name-dropped", "patch-package", "repin", "pip-check");
    assertThat(stage("runtime").steps())
        .extracting(Step::title)
        .contains("check that python3 -c pass succeeds");
  }

  @Test
  void says_the_profiles_own_reason_and_sets_a_variable_with_one_apart() {
    builder.env = Map.of("MODEL_PRELOAD", "0");
    builder.command = List.of("python3");
    builder.reasons = Map.of("app.env.MODEL_PRELOAD", "it crashes", "app.command", "as ever");
    assertThat(steps(ImageStep.SetEnv.class))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.origin().field()).isEqualTo("app.env.MODEL_PRELOAD");
              assertThat(step.origin().why()).isEqualTo("it crashes");
            });
    assertThat(steps(ImageStep.SetCommand.class))
        .allSatisfy(step -> assertThat(step.origin().why()).isEqualTo("as ever"));
  }

  @Test
  void creates_the_user_and_the_group_that_an_image_runs_as() {
    builder.user = "app:render";
    builder.groups = List.of("video");
    assertThat(steps(ImageStep.CreateUser.class))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.user()).isEqualTo("app");
              assertThat(step.groups()).containsExactly("video", "render");
            });
    assertThat(steps(ImageStep.SetUser.class))
        .singleElement()
        .satisfies(step -> assertThat(step.user()).isEqualTo("app:render"));
    builder.user = "1000:44";
    assertThat(steps(ImageStep.CreateUser.class))
        .singleElement()
        .satisfies(step -> assertThat(step.groups()).containsExactly("video"));
    builder.user = "0:44";
    assertThat(steps(ImageStep.CreateUser.class)).isEmpty();
  }

  @Test
  void names_the_field_that_asks_for_folders_of_the_loader() {
    builder.loaderPaths = List.of("/opt/lib");
    assertThat(steps(LibraryStep.class))
        .hasSize(2)
        .allSatisfy(step -> assertThat(step.origin().field()).isEqualTo("loader.paths"));
  }

  @Test
  void marks_raw_text_at_the_end_of_its_stage() {
    builder.raw = List.of(new Profile.Raw("runtime", List.of("STOPSIGNAL SIGINT"), "no field"));
    assertThat(stage("runtime").steps())
        .last()
        .satisfies(
            step -> {
              assertThat(step.kind()).isEqualTo("raw");
              assertThat(step.title()).isEqualTo("raw: no field");
            });
  }

  @Test
  void refuses_raw_text_of_an_unknown_stage_and_text_that_is_not_whole() {
    builder.raw = List.of(new Profile.Raw("final", List.of("USER 1"), "why"));
    refuses("the build has no stage \"final\"", "its stages are runtime");
    builder.raw = List.of(new Profile.Raw("runtime", List.of(" from scratch"), "why"));
    refuses("begins its own stage", "remove FROM");
    builder.raw = List.of(new Profile.Raw("runtime", List.of("RUN x \\"), "why"));
    refuses("the last line is continued", "backslash");
  }

  private void refuses(String message, String hint) {
    assertThatThrownBy(this::plan)
        .isInstanceOfSatisfying(
            JbuildException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(JbuildException.Kind.INVALID_INPUT);
              assertThat(refused.message()).contains(message);
              assertThat(refused.hint().orElseThrow()).contains(hint);
            });
  }

  private <T extends Step> List<T> steps(Class<T> type) {
    return plan().steps().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private Stage stage(String name) {
    return plan().stage(name).orElseThrow();
  }

  private Plan plan() {
    return new Planner(Facts.builtIn()).plan(builder.build());
  }

  private static AptRepository repository() {
    return new AptRepository(
        URI.create("https://packages.example/arm64/"),
        "/",
        List.of(),
        new AptKey(URI.create("https://packages.example/key.asc"), HASH, null));
  }

  private static Tool tool(String name) {
    return new Tool(
        "1.0",
        URI.create("https://archives.example/" + name + ".tar.gz"),
        HASH,
        1,
        "/usr/local",
        new Profile.Check(List.of(name, "--version"), "1.0"));
  }

  private static SourceBuild source(@Nullable String wheel, List<String> tools) {
    return new SourceBuild(
        "1.0",
        new SourceBuild.GitCommit(URI.create("https://git.example/x.git"), "0".repeat(40), false),
        new SourceBuild.Script(List.of("./build.sh")),
        List.of(new Patch("deps.txt", "a", "b")),
        Map.of(),
        null,
        tools,
        List.of(),
        List.of(),
        wheel,
        wheel == null ? List.of("bin/x") : List.of(),
        new Profile.Check(List.of("x"), null));
  }
}
