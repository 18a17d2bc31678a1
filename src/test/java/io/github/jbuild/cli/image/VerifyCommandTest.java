package io.github.jbuild.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.build.ScriptedEngine;
import io.github.jbuild.cli.TestConsole;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.testing.ImageFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

  private static final ImageFixture GOOD =
      ImageFixture.image().layer(l -> l.file("/etc/hostname", "orin"));
  private static final ImageFixture BAD =
      ImageFixture.image()
          .layer(l -> l.file("/etc/hostname", "orin"))
          .config("Cmd", new String[] {"uvicorn", "app:app", "--reload"});
  private static final ImageFixture WARNED =
      ImageFixture.image().layer(l -> l.file("/var/lib/apt/lists/main", "Package: x"));

  @TempDir Path folder = Path.of("");

  private final Map<String, String> environment = new HashMap<>();
  private TestConsole console = new TestConsole();
  private final ScriptedEngine engine = ScriptedEngine.willing();

  @Test
  void ends_with_0_for_an_image_without_errors() {
    engine.holding(GOOD.saved());
    assertThat(verify("app:1")).isZero();
    assertThat(console.out())
        .startsWith("app:1  sha256:")
        .contains("ok    JB201 platform            linux/arm64")
        .containsPattern("28 checks: \\d+ passed, 0 with warnings, 0 failed, \\d+ not applicable");
    assertThat(engine.calls)
        .containsSubsequence("find app:1", "save " + ScriptedEngine.ID, "close");
  }

  @Test
  void ends_with_1_for_an_error_and_tells_it_with_its_remedy() {
    engine.holding(BAD.saved());
    assertThat(verify("app:1")).isEqualTo(1);
    assertThat(console.out())
        .contains("FAIL  JB206 no-reload")
        .contains("error: the command has --reload\n        remove it; it is for development");
  }

  @Test
  void warnings_count_when_strict() {
    engine.holding(WARNED.saved());
    assertThat(verify("app:1")).isZero();
    assertThat(verify("app:1", "--strict")).isEqualTo(1);
  }

  @Test
  void tells_programs_in_their_formats() throws IOException {
    engine.holding(BAD.saved());
    Path junit = folder.resolve("verify.xml");
    Path sarif = folder.resolve("verify.sarif");
    assertThat(
            verify(
                "app:1",
                "--format",
                "json",
                "--report",
                "junit=" + junit,
                "--report",
                "sarif=" + sarif))
        .isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(console.out());
    assertThat(json.path("passed").asBoolean()).isFalse();
    assertThat(json.path("checks")).hasSize(28);
    assertThat(Files.readString(junit)).contains("<testsuite name=\"app:1\" tests=\"28\"");
    assertThat(new ObjectMapper().readTree(sarif.toFile()).path("version").asText())
        .isEqualTo("2.1.0");
  }

  @Test
  void tells_the_runner_of_github() throws IOException {
    Path summary = folder.resolve("summary");
    Path outputs = folder.resolve("outputs");
    Files.writeString(outputs, "before=1\n");
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_STEP_SUMMARY", summary.toString());
    environment.put("GITHUB_OUTPUT", outputs.toString());
    engine.holding(BAD.saved());
    assertThat(verify("app:1")).isEqualTo(1);
    assertThat(console.err())
        .contains("::error title=JB206 app%3A1::the command has --reload%0Aremove it");
    assertThat(Files.readString(summary)).startsWith("## Not verified: `app:1`");
    assertThat(Files.readString(outputs))
        .startsWith("before=1\nverified=false\nerrors=")
        .endsWith("warnings=0\n");
  }

  @Test
  void reads_an_archive_without_an_engine() throws IOException {
    Path archive = folder.resolve("image.tar");
    Files.write(archive, GOOD.saved());
    assertThat(verify(archive.toString())).isZero();
    assertThat(engine.calls).isEmpty();
    assertThat(verify("docker-archive:" + archive + ":fixture:latest")).isZero();
    assertThat(verify("docker-archive:" + archive + ":other:1")).isEqualTo(2);
    assertThat(console.err()).contains("fixture:latest");
  }

  @Test
  void runs_only_what_an_engine_has() {
    assertThat(verify("./image.tar", "--run")).isEqualTo(2);
    assertThat(console.err()).contains("--run needs an image in the engine, not ./image.tar");
    assertThat(engine.calls).isEmpty();
  }

  @Test
  void names_what_is_not_there() {
    assertThat(verify("app:1")).isEqualTo(2);
    assertThat(console.err())
        .contains("error: there is no image \"app:1\"")
        .contains("docker pull app:1");
    assertThat(verify("container:web")).isEqualTo(2);
    assertThat(engine.calls).contains("findContainer web");
    assertThat(console.err()).contains("error: there is no container \"web\"");
    assertThat(verify("./gone.tar")).isEqualTo(2);
    assertThat(console.err()).contains("./gone.tar does not exist");
    assertThat(verify()).isEqualTo(2);
    assertThat(console.err()).contains("no image given");
  }

  @Test
  void refuses_an_archive_that_is_no_image() throws IOException {
    Path archive = Files.writeString(folder.resolve("text.tar"), "no archive".repeat(100));
    assertThat(verify(archive.toString())).isEqualTo(3);
    assertThat(console.err()).contains("is not an image");
  }

  @Test
  void refuses_a_report_that_could_not_be_written_before_it_reads() {
    assertThat(verify("app:1", "--report", "junit=" + folder.resolve("no/where.xml"))).isEqualTo(2);
    assertThat(verify("app:1", "--report", "xml=x")).isEqualTo(2);
    assertThat(console.err()).contains("the formats are json, markdown, junit and sarif");
    assertThat(engine.calls).isEmpty();
  }

  @Test
  void takes_the_profiles_own_image() {
    engine.holding(GOOD.saved());
    assertThat(verify("--profile", "cuda-base")).isEqualTo(1);
    assertThat(engine.calls).contains("find jbuild/cuda-base:r36.4.0");
    assertThat(console.out())
        .contains("error: torch is not installed")
        .containsPattern("expected by .*jetpack\\.yaml:\\d+:\\d+");
  }

  @Test
  void writes_a_script_without_an_engine() {
    assertThat(verify("--profile", "cuda-base", "--script", "app:1")).isZero();
    assertThat(engine.calls).isEmpty();
    assertThat(console.out()).startsWith("#!/bin/sh\n").contains("JBUILD_IMAGE='app:1'");
  }

  private int verify(String... arguments) {
    console = new TestConsole(environment);
    String[] all = new String[arguments.length + 1];
    all[0] = VerifyCommand.NAME;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return console.run(
        VerifyCommand.NAME, i -> new VerifyCommand(new BuiltIns(), host -> engine, i), all);
  }
}
