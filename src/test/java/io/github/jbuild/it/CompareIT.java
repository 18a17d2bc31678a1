package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the images of the built-in profiles under the names that a build gives them. */
final class CompareIT {

  @TempDir static Path folder;

  @BeforeAll
  static void builds_without_naming_a_tag() {
    for (String profile : new String[] {"jetpack", "cuda-base"}) {
      TestBed.jbuild(
              "build",
              "--profile",
              profile,
              "--overlay",
              TestBed.overlay(profile).toString(),
              "--metadata-file",
              metadata(profile))
          .succeeds();
    }
  }

  @Test
  void measures_what_docker_measures() throws IOException {
    JsonNode report = json(TestBed.jbuild("compare", "jetpack", "cuda-base", "--format", "json"));
    JsonNode images = report.path("images");
    assertThat(images).hasSize(2);
    assertThat(near(images.get(0), size("jbuild/jetpack:r36.4.0"))).isTrue();
    assertThat(near(images.get(1), size("jbuild/cuda-base:r36.4.0"))).isTrue();
  }

  @Test
  void prints_what_the_two_bases_cost_and_hold() {
    String text = TestBed.jbuild("compare", "jetpack", "cuda-base").succeeds().out();
    assertThat(text)
        .containsPattern("jetpack +0\\.\\d\\d GB +10 +reference")
        .containsPattern("cuda-base +0\\.\\d\\d GB +12 +-0\\.\\d\\d GB +-\\d\\d\\.\\d %")
        .containsPattern("CUDA +12\\.6\\.68 +12\\.6\\.68 +same")
        .containsPattern("cuDNN +9\\.3\\.0 +9\\.3\\.0 +same")
        .containsPattern("TensorRT +10\\.3\\.0 +- +only in jetpack")
        .containsPattern("ENV NVIDIA_PRODUCT_NAME +JetPack +CUDA")
        .contains("jetpack to cuda-base: to pull");
  }

  @Test
  void takes_metadata_files_and_shows_what_is_not_built() {
    String text =
        TestBed.jbuild("compare", metadata("jetpack"), "not-there:1", metadata("cuda-base"))
            .succeeds()
            .out();
    assertThat(text)
        .contains("jbuild/jetpack:r36.4.0", "jbuild/cuda-base:r36.4.0")
        .containsPattern("not-there:1 +NOT BUILT");
  }

  @Test
  void ends_with_1_over_budget() {
    assertThat(
            TestBed.jbuild("compare", "cuda-base", "jetpack", "--max-growth", "5%").exits(1).out())
        .contains("jetpack differs from cuda-base by")
        .contains("more than");
    TestBed.jbuild("compare", "jetpack", "cuda-base", "--max-growth", "5%").exits(0);
    assertThat(TestBed.jbuild("inspect", "cuda-base", "--max-size", "400MB").exits(1).out())
        .contains("of the budget");
    TestBed.jbuild("inspect", "cuda-base", "--max-size", "7GB").exits(0);
  }

  private static String metadata(String profile) {
    return folder.resolve(profile + ".json").toString();
  }

  /** Docker also counts the few kilobytes of what is no file. */
  private static boolean near(JsonNode image, long docker) {
    return Math.abs(image.path("bytes").asLong() - docker) < docker / 1000;
  }

  private static long size(String tag) {
    return Long.parseLong(
        TestBed.docker("image", "inspect", "--format", "{{.Size}}", tag).succeeds().out().strip());
  }

  private static JsonNode json(CommandResult result) throws IOException {
    return new ObjectMapper().readTree(result.succeeds().out());
  }
}
