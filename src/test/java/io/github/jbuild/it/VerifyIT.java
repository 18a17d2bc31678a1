package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies images that were really built, and images of which one thing was broken. */
final class VerifyIT {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"cuda-base", "jetpack"})
  void the_built_in_profiles_images_are_right(String profile) throws IOException {
    JsonNode report = report(verify(profile, Images.of(profile)).exits(0));
    assertThat(report.path("checks")).hasSize(28);
    assertThat(report.path("passed").asBoolean()).isTrue();
    assertThat(statuses(report).values()).containsOnly("passed");
  }

  @Test
  void starts_the_image_and_says_what_it_could_not_prove() {
    CommandResult result =
        TestBed.jbuild(
                "verify",
                Images.of("cuda-base"),
                "--profile",
                "cuda-base",
                "--overlay",
                TestBed.overlay("cuda-base").toString(),
                "--run")
            .exits(0);
    assertThat(result.out())
        .containsPattern("ok +cuDNN +9\\.3\\.0 +expected 9\\.3")
        .containsPattern("ok +torch +2\\.8\\.0")
        .containsPattern("ok +NumPy +1\\.26\\.4 +expected <2")
        .containsPattern("- +TensorRT +not installed")
        .containsPattern("\\? +convolution +no GPU here")
        .contains("whether cuDNN computes: only a convolution on a GPU opens all of it");
  }

  @Test
  void writes_a_script_that_finds_the_same_on_its_own() throws IOException {
    Path script = folder.resolve("verify.sh");
    Files.writeString(
        script,
        TestBed.jbuild(
                "verify",
                "--profile",
                "cuda-base",
                "--overlay",
                TestBed.overlay("cuda-base").toString(),
                "--script")
            .exits(0)
            .out());
    String path =
        Path.of(TestBed.variable("JBUILD_TESTBED_DOCKER")).getParent()
            + ":"
            + System.getenv("PATH");
    List<String> run = List.of("env", "PATH=" + path, "sh", script.toString());
    String broken = derived("RUN rm /usr/lib/aarch64-linux-gnu/libcudnn_ops.so*", "no-ops");

    assertThat(CommandResult.of(plus(run, Images.of("cuda-base"))).exits(0).out())
        .containsPattern("good +cuDNN +9\\.3\\.0");
    assertThat(CommandResult.of(plus(run, broken)).exits(1).out())
        .containsPattern("bad +libcudnn_ops\\.so\\.9 ");
  }

  @Test
  void finds_what_an_import_and_ldd_do_not() throws IOException {
    String image = derived("RUN rm /usr/lib/aarch64-linux-gnu/libcudnn_ops.so*", "no-ops");
    TestBed.run(image, "python3", "-c", "import torch").succeeds();
    JsonNode report = report(verify("cuda-base", image).exits(1));
    assertThat(statuses(report)).containsEntry("JB232", "failed").containsEntry("JB233", "failed");
    assertThat(report.toString())
        .contains("libcudnn_ops.so.9 is missing, which libcudnn.so.9 opens when used");
  }

  @Test
  void reads_an_archive_as_it_reads_the_engine() throws IOException {
    Path archive = folder.resolve("image.tar");
    TestBed.docker("save", "-o", archive.toString(), Images.of("cuda-base")).succeeds();
    JsonNode fromEngine = report(verify("cuda-base", Images.of("cuda-base")).exits(0));
    JsonNode fromArchive = report(verify("cuda-base", archive.toString()).exits(0));
    assertThat(fromArchive.path("checks")).isEqualTo(fromEngine.path("checks"));
    assertThat(fromArchive.path("id")).isEqualTo(fromEngine.path("id"));
  }

  @Test
  void looks_into_a_container_that_was_changed_by_hand() throws IOException {
    String name = "jbuild-it-changed";
    TestBed.docker("rm", "--force", name);
    TestBed.docker(
            "run",
            "--name",
            name,
            "--platform",
            "linux/arm64",
            "--entrypoint",
            "rm",
            Images.of("cuda-base"),
            "/usr/local/lib/python3.11/dist-packages/torch/version.py")
        .succeeds();
    try {
      JsonNode report = report(verify("cuda-base", "container:" + name).exits(1));
      assertThat(statuses(report))
          .containsEntry("JB221", "failed")
          .containsEntry("JB232", "passed");
      assertThat(report.toString()).contains("torch 2.8.0: the file is missing");
    } finally {
      TestBed.docker("rm", "--force", name).succeeds();
    }
  }

  @Test
  void waits_for_the_health_check() throws IOException {
    String healthy =
        derived("HEALTHCHECK --interval=1s CMD true\nCMD [\"sleep\", \"600\"]", "healthy");
    String sick =
        derived(
            "HEALTHCHECK --interval=1s --retries=1 CMD echo no pulse; false\n"
                + "CMD [\"sleep\", \"600\"]",
            "sick");
    assertThat(TestBed.jbuild("verify", healthy, "--run").exits(0).out())
        .containsPattern("ok +health check +healthy");
    assertThat(TestBed.jbuild("verify", sick, "--run").exits(1).out())
        .containsPattern("FAIL +health check +unhealthy: no pulse");
  }

  @Test
  void removes_the_container_of_a_run_that_is_cancelled() throws IOException, InterruptedException {
    String slow =
        derived(
            "HEALTHCHECK --interval=1s --retries=999 CMD false\nCMD [\"sleep\", \"600\"]", "slow");
    Process verify =
        new ProcessBuilder(TestBed.command("verify", slow, "--run"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    while (containers(slow).isBlank()) {
      assertThat(verify.isAlive()).as("verify ended before it started the image").isTrue();
      Thread.sleep(200);
    }
    verify.destroy();
    assertThat(verify.waitFor()).isEqualTo(130);
    assertThat(containers(slow)).isBlank();
  }

  private static String containers(String image) {
    return TestBed.docker("ps", "--all", "--quiet", "--filter", "ancestor=" + image)
        .succeeds()
        .out();
  }

  @Test
  void tags_only_what_is_right() {
    String tag = "jbuild-it:verified";
    TestBed.docker("rmi", tag);
    assertThat(TestBed.build("cuda-base", tag, "--set", "expect.gdal=3.10").exits(1).err())
        .contains("the checks found 1 error; nothing was built")
        .contains("JB131");

    CommandResult refused =
        TestBed.build(
                "cuda-base",
                tag,
                "--verify",
                "--set",
                "expect.gdal=3.10",
                "--set",
                "ignore.JB131=the image is to tell")
            .exits(1);
    assertThat(refused.err())
        .contains("the image of cuda-base was built but failed verification; it was not tagged")
        .contains("JB228")
        .contains("gdal 3.10 is expected, but 3.11.5 is installed");
    assertThat(TestBed.docker("image", "inspect", tag).code()).isNotZero();

    assertThat(TestBed.build("cuda-base", tag, "--verify").succeeds().err())
        .contains("28 checks passed, 0 with warnings");
    TestBed.docker("image", "inspect", tag).succeeds();
  }

  private static CommandResult verify(String profile, String image) {
    return TestBed.verify(profile, image, "--format", "json");
  }

  /** An image on top of cuda-base. */
  private String derived(String instructions, String name) throws IOException {
    String tag = "jbuild-it:" + name;
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM " + Images.of("cuda-base") + "\n" + instructions + "\n");
    TestBed.docker("build", "--platform", "linux/arm64", "-t", tag, folder.toString()).succeeds();
    return tag;
  }

  private static JsonNode report(CommandResult result) throws IOException {
    return new ObjectMapper().readTree(result.out());
  }

  private static Map<String, String> statuses(JsonNode report) {
    Map<String, String> statuses = new TreeMap<>();
    report
        .path("checks")
        .forEach(check -> statuses.put(check.path("code").asText(), check.path("status").asText()));
    return statuses;
  }

  private static List<String> plus(List<String> words, String last) {
    return Stream.concat(words.stream(), Stream.of(last)).toList();
  }
}
