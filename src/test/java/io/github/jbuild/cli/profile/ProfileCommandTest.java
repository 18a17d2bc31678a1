package io.github.jbuild.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProfileCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void list_prints_names_places_and_descriptions() throws IOException {
    profile("mine.yaml", "profile: mine\nx: [");

    assertThat(run("list", "--profiles-dir", folder.toString())).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^cuda-base  +profiles/\\S+ +torch, onnxruntime")
        .containsPattern("(?m)^mine .*invalid: .*mine.yaml:2:");
  }

  @Test
  void list_prints_json() throws IOException {
    assertThat(run("list", "--format", "json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).get(0).get("name").asText())
        .isEqualTo("cuda-base");
  }

  @Test
  void list_prints_fragments() {
    assertThat(run("list", "--fragments")).isZero();
    assertThat(out.toString()).containsPattern("(?m)^uvicorn +\\S+ .*uvicorn");
  }

  @Test
  void show_prints_a_fragment_with_its_reasons() {
    assertThat(run("show", "--fragment", "uvicorn", "--origins")).isZero();
    assertThat(out.toString())
        .startsWith("fragment: uvicorn")
        .contains("    UVICORN_LOOP: asyncio  # ", "uvicorn.yaml:")
        .contains("--reload");
  }

  @Test
  void show_prints_the_merged_profile() {
    assertThat(run("show", "cuda-base", "--set", "expect.max-size=8GB", "--origins")).isZero();
    assertThat(out.toString()).contains("  max-size: \"8GB\"  # <--set>:1:17\n");
  }

  @Test
  void validate_prints_findings_as_compilers_do() throws IOException {
    String file = profile("bad.yaml", "profile: bad\nextends: jetpack\npyton: {}\n");

    assertThat(run("validate", file, "jetpack")).isEqualTo(3);
    assertThat(out.toString())
        .isEqualTo(
            """
            %s:3:1: error: unknown key "pyton"
              pyton: {}
              ^
              hint: did you mean "python"?
            """
                .formatted(file));
    assertThat(err.toString()).isEqualTo("1 of 2 profiles invalid\n");
  }

  @Test
  void validate_prints_files_that_are_not_yaml_and_missing_ones() throws IOException {
    String file = profile("bad.yaml", "a: [\n");

    assertThat(run("validate", file, "./none.yaml")).isEqualTo(3);
    assertThat(out.toString())
        .contains(file + ":2:1: error: not valid YAML:")
        .contains("error: no such file: ./none.yaml\n");
  }

  @Test
  void validate_without_names_checks_all_that_can_be_found() {
    assertThat(run("validate")).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^profiles/gliner-api.yaml:\\d+:\\d+: note: .* \\[JB121\\]$")
        .contains("(jbuild explain JB121)")
        .doesNotContain("error: ", "warning: ");
    assertThat(err.toString()).containsPattern("(?m)^\\d+ notes\nvalid: cuda-base, gliner-api, ");
  }

  @Test
  void validate_prints_what_is_known_to_go_wrong() throws IOException {
    String file =
        profile(
            "mine.yaml",
            "profile: mine\nextends: jetpack\npython:\n  constraints: []\n  packages: []\n");

    assertThat(run("validate", file)).isOne();
    assertThat(out.toString())
        .contains(": error: torch 2.8.0 needs numpy<2, but pip may choose NumPy 2.0.2 [JB107]")
        .contains("  source: joshsgoldstein/gliner-jetson-api")
        .contains("  hint: python: {constraints: [\"numpy<2\"]} (jbuild explain JB107)\n");
    assertThat(err.toString()).endsWith("2 errors\n");
  }

  @Test
  void warnings_fail_only_when_told_to_and_notes_never() throws IOException {
    String warned = profile("warned.yaml", "profile: warned\nextends: jetpack\napp: {user: app}\n");
    assertThat(run("validate", warned)).isZero();
    assertThat(out.toString()).contains(": warning: the user app is not in the group video");
    assertThat(run("validate", warned, "--strict")).isOne();
    assertThat(run("validate", "gliner-legacy", "--strict")).isZero();
  }

  @Test
  void validate_prints_findings_for_programs() throws IOException {
    String file =
        profile(
            "mine.yaml",
            "profile: mine\nextends: jetpack\napp: {user: app}\nignore: {JB132: a device of ours}\n");

    assertThat(run("validate", file, "--format", "json")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.get("profile").asText()).isEqualTo(file);
    assertThat(report.get("warnings").asInt()).isZero();
    assertThat(report.at("/checks").findValuesAsText("suppressed"))
        .containsExactly("a device of ours");
    out.getBuffer().setLength(0);
    assertThat(run("validate", file, "--format", "sarif", "--set", "app.user=null")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).at("/runs/0/results/0/level").asText())
        .isEqualTo("note");
    out.getBuffer().setLength(0);
    assertThat(run("validate", file, "--format", "github", "--set", "ignore=null")).isZero();
    assertThat(out.toString())
        .startsWith("::warning file=" + file.replace(":", "%3A") + ",line=3,");
    out.getBuffer().setLength(0);
    assertThat(run("validate", file, "--format", "junit")).isZero();
    assertThat(out.toString()).contains("classname=\"jbuild.validate.");
  }

  @Test
  void schema_is_json() throws IOException {
    assertThat(run("schema")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).get("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }

  private String profile(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int run(String... arguments) {
    return new CommandLine(new ProfileCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
