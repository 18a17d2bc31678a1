package io.github.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
        .contains("error: there is no file ./none.yaml\n");
  }

  @Test
  void validate_without_names_checks_all_that_can_be_found() {
    assertThat(run("validate")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualTo(
            "valid: cuda-base, gliner-api, gliner-legacy, inference-server, jetpack, slim\n");
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
