package io.github.jbuild.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.build.BuildRun.Outcome;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildRunTest {

  @TempDir Path folder = Path.of("");

  private int builds;
  private final ScriptedEngine failsFirst =
      new ScriptedEngine(
          listener -> {
            if (builds++ == 0) {
              throw JbuildException.of(Kind.NETWORK, "no registry");
            }
            TestJobs.wholeBuild(listener);
          });

  @Test
  void writes_metadata_with_the_keys_of_buildx() throws IOException {
    Path file = folder.resolve("meta.json");
    run(new BuildRun(false, 1, null, file), new ScriptedEngine(TestJobs::wholeBuild), one());
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.path("containerimage.config.digest").asText()).isEqualTo(ScriptedEngine.ID);
    assertThat(json.path("containerimage.digest").asText()).isEqualTo(ScriptedEngine.ID);
    assertThat(json.path("image.name").asText()).isEqualTo("a:1,b:latest");
    JsonNode own = json.path("jbuild");
    assertThat(own.path("profile").asText()).isEqualTo("cuda-base");
    assertThat(own.path("l4t").asText()).isEqualTo("r36.4.0");
    assertThat(own.path("size").asLong()).isEqualTo(6_400_000_000L);
    assertThat(own.path("layers").asInt()).isEqualTo(24);
    assertThat(own.at("/bases/0/image").asText())
        .isEqualTo("nvcr.io/nvidia/l4t-cuda:12.6.11-runtime");
    assertThat(own.at("/bases/0/digest").asText()).isEqualTo("sha256:" + "a".repeat(64));
    assertThat(own.at("/wheels/0/sha256").asText()).isEqualTo("b".repeat(64));
    assertThat(own.at("/wheels/0/url").asText()).startsWith("https://");
    assertThat(own.at("/steps/2/cached").asBoolean()).isTrue();
    assertThat(own.at("/steps/1/title").asText()).isEqualTo("pip install foo");
    assertThat(folder.toFile().list()).containsExactly("meta.json");
  }

  @Test
  void writes_the_metadata_of_several_by_profile() throws IOException {
    Path file = folder.resolve("meta.json");
    run(new BuildRun(false, 1, null, file), new ScriptedEngine(TestJobs::wholeBuild), two());
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/jetpack/jbuild/profile").asText()).isEqualTo("jetpack");
    assertThat(json.at("/cuda-base/jbuild/profile").asText()).isEqualTo("cuda-base");
  }

  @Test
  void writes_the_image_id_without_a_line_end() throws IOException {
    Path file = folder.resolve("iid");
    Files.writeString(file, "old");
    run(new BuildRun(false, 1, file, null), ScriptedEngine.willing(), one());
    assertThat(file).hasContent(ScriptedEngine.ID);
  }

  @Test
  void writes_nothing_when_the_build_fails() {
    List<Outcome> outcomes =
        run(new BuildRun(false, 1, folder.resolve("iid"), folder.resolve("m")), failsFirst, one());
    assertThat(outcomes.get(0).failure()).isPresent();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void ends_with_the_first_failure() {
    List<Outcome> outcomes = run(new BuildRun(false, 1, null, null), failsFirst, two());
    assertThat(outcomes.get(0).failure()).isPresent();
    assertThat(outcomes.get(1).failure()).isEmpty();
    assertThat(outcomes.get(1).result()).isEmpty();
    assertThat(failsFirst.tags).isEmpty();
  }

  @Test
  void goes_on_when_told_to() {
    List<Outcome> outcomes = run(new BuildRun(true, 1, null, null), failsFirst, two());
    assertThat(outcomes.get(0).failure()).isPresent();
    assertThat(outcomes.get(1).result()).isPresent();
  }

  @Test
  void refuses_a_record_in_a_missing_folder_before_it_builds() {
    ScriptedEngine engine = ScriptedEngine.willing();
    assertThat(usage(new BuildRun(false, 1, null, folder.resolve("no/m")), engine, one()))
        .contains("does not exist");
    assertThat(engine.calls).isEmpty();
  }

  @Test
  void refuses_one_image_id_file_for_two_profiles() {
    assertThat(
            usage(
                new BuildRun(false, 1, folder.resolve("i"), null), ScriptedEngine.willing(), two()))
        .contains("--iidfile");
  }

  private static List<BuildJob> one() {
    return List.of(TestJobs.job("cuda-base", "a:1", "b"));
  }

  private static List<BuildJob> two() {
    return List.of(TestJobs.job("cuda-base"), TestJobs.job("jetpack", "j:1"));
  }

  private static List<Outcome> run(BuildRun run, ScriptedEngine engine, List<BuildJob> jobs) {
    ImageBuilder builder = new ImageBuilder(engine, event -> {}, new StepClock());
    return run.build(jobs, BuildSettings.DEFAULTS, builder);
  }

  private static String usage(BuildRun run, ScriptedEngine engine, List<BuildJob> jobs) {
    @Nullable JbuildException error =
        catchThrowableOfType(JbuildException.class, () -> run(run, engine, jobs));
    assertThat(error.kind()).isEqualTo(Kind.USAGE);
    return error.message();
  }
}
