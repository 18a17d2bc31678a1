package io.github.jbuild.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.cli.TestConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanAndRenderCommandTest {

  private final TestConsole console = new TestConsole();

  @TempDir Path folder;

  @Test
  void plan_prints_field_and_reason_of_every_step() {
    assertThat(run("plan", "--profile", "cuda-base")).isZero();
    assertThat(console.out())
        .startsWith(
            "cuda-base  l4t r36.4.0 · JetPack 6.1 · CUDA 12.6.68 · cuDNN 9.3 · Python 3.10 · torch 2.8.0\n")
        .containsPattern("(?m)^ +2  collect cudnn +libraries.cudnn$")
        .contains("why: torch and onnxruntime for CUDA 12.6 load libcudnn.so.9");
  }

  @Test
  void plan_prints_json_with_places() throws IOException {
    assertThat(run("plan", "--profile", "cuda-base", "--format", "json")).isZero();
    JsonNode plan = new ObjectMapper().readTree(console.out());
    assertThat(plan.get("l4t").asText()).isEqualTo("r36.4.0");
    assertThat(plan.get("downloads").get(0).get("sha256").asText()).startsWith("62a1beee");
    JsonNode step = plan.get("stages").get(1).get("steps").get(0);
    assertThat(step.get("kind").asText()).isEqualTo("collect-libraries");
    assertThat(step.get("place").asText()).matches(".*cuda-base.yaml:\\d+:\\d+");
  }

  @Test
  void plan_prints_a_list_for_several_profiles() throws IOException {
    assertThat(run("plan", "-p", "cuda-base", "-p", "jetpack", "--format", "json")).isZero();
    assertThat(new ObjectMapper().readTree(console.out())).hasSize(2);
  }

  @Test
  void plan_takes_a_users_facts() throws IOException {
    Path facts = folder.resolve("mine.yaml");
    Files.writeString(
        facts,
        "releases: [{l4t: r36.4.0, jetpack: 6.1-ours, cudnn: 9.3.1, confidence: B, source: us}]");
    assertThat(run("plan", "-p", "cuda-base", "--facts", facts.toString())).isZero();
    assertThat(console.out()).contains("JetPack 6.1-ours");
  }

  @Test
  void plan_wants_a_profile() {
    assertThat(run("plan")).isEqualTo(2);
    assertThat(console.err()).contains("error: no profile given", "jbuild profile list");
  }

  @Test
  void render_writes_a_file_and_finds_it_unchanged() throws IOException {
    Path file = folder.resolve("Dockerfile");
    assertThat(run("render", "-p", "jetpack", "-o", file.toString())).isZero();
    assertThat(Files.readString(file)).startsWith("# jetpack: rendered by jbuild");
    assertThat(run("render", "-p", "jetpack", "-o", file.toString(), "--check")).isZero();
    assertThat(console.out()).isEmpty();
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void check_prints_a_unified_diff_and_writes_nothing() throws IOException {
    Path file = folder.resolve("Dockerfile");
    run("render", "-p", "jetpack", "-o", file.toString());
    String changed = Files.readString(file).replace("CMD [\"python3\"]", "CMD [\"bash\"]");
    Files.writeString(file, changed);
    assertThat(run("render", "-p", "jetpack", "-o", file.toString(), "--check")).isOne();
    assertThat(console.out())
        .contains(
            "--- " + file, "+++ " + file + " (rendered)", "-CMD [\"bash\"]", "+CMD [\"python3\"]");
    assertThat(Files.readString(file)).isEqualTo(changed);
  }

  @Test
  void check_says_how_to_make_a_file_that_is_not_there() {
    Path file = folder.resolve("none");
    assertThat(run("render", "-p", "jetpack", "-o", file.toString(), "--check")).isOne();
    assertThat(console.err()).contains("does not exist", "jbuild render --output");
  }

  @Test
  void check_wants_a_file() {
    assertThat(run("render", "-p", "jetpack", "--check")).isEqualTo(2);
    assertThat(console.err()).contains("add --output FILE");
  }

  @Test
  void render_to_a_folder_that_is_not_there_is_an_error_of_the_environment() {
    String file = folder.resolve("no/Dockerfile").toString();
    assertThat(run("render", "-p", "jetpack", "-o", file)).isEqualTo(4);
    assertThat(console.err()).contains("cannot write " + file);
  }

  @Test
  void render_knows_its_dialects_by_name() {
    assertThat(run("render", "-p", "jetpack", "--dialect", "kaniko")).isEqualTo(2);
    assertThat(console.err()).contains("choose buildkit or classic");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (all.contains("-p") || all.contains("--profile")) {
      all.addAll(List.of("--profiles-dir", "profiles"));
    }
    return console.jbuild(all.toArray(String[]::new));
  }
}
