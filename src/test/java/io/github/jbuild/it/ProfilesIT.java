package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.it.ImageLayers.LayerFile;
import io.github.jbuild.render.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code cuda-base} and {@code jetpack}, built by the program on the stand-ins with either builder
 * and no other program in reach, and what is in the images.
 */
@ParameterizedClass
@CsvSource({"cuda-base, BUILDKIT", "cuda-base, CLASSIC", "jetpack, BUILDKIT", "jetpack, CLASSIC"})
final class ProfilesIT {

  private final String profile;
  private final String engine;
  private final String image;

  @TempDir Path folder;

  ProfilesIT(String profile, Dialect dialect) {
    this.profile = profile;
    this.engine = Images.engine(dialect);
    this.image = Images.of(profile, dialect);
  }

  @BeforeAll
  static void requires_the_test_bed() {
    TestBed.variable("JBUILD_TESTBED_HOST");
  }

  @Test
  void imports_the_jetson_builds_on_arm64() {
    String imported =
        TestBed.run(
                image,
                "python3",
                "-c",
                "import torch, torchvision, onnxruntime, numpy, platform;"
                    + "print(platform.machine(), torch.__version__, torch.version.cuda,"
                    + " torch.backends.cudnn.version(), torchvision.__version__,"
                    + " onnxruntime.__version__, numpy.__version__)")
            .succeeds()
            .out();
    assertThat(imported.strip()).isEqualTo("aarch64 2.8.0 12.6 90300 0.23.0 1.23.0 1.26.4");
  }

  @Test
  void has_nothing_that_pip_complains_about() throws IOException {
    Path pip = PipWheel.file();
    TestBed.docker(
            "run",
            "--rm",
            "--platform",
            "linux/arm64",
            "--entrypoint",
            "python3",
            "-v",
            pip + ":/pip.whl:ro",
            image,
            "/pip.whl/pip",
            "check")
        .succeeds();
  }

  @Test
  void answers_gdal_with_the_version_of_the_profile() {
    assertThat(TestBed.run(image, "gdalinfo", "--version").succeeds().out())
        .contains("GDAL 3.11.5");
  }

  @Test
  void keeps_the_link_of_the_cuda_libraries() {
    String links =
        TestBed.shell(image, "readlink /usr/local/cuda/lib64; readlink -f /usr/local/cuda")
            .succeeds()
            .out();
    assertThat(links.lines()).containsExactly("targets/aarch64-linux/lib", "/usr/local/cuda-12.6");
  }

  @Test
  void has_a_link_from_every_soname() {
    TestBed.shell(
            image,
            "for lib in libcudnn.so.9 libcudnn_adv.so.9 libcudnn_cnn.so.9 libcudnn_engines_precompiled.so.9"
                + " libcudnn_engines_runtime_compiled.so.9 libcudnn_graph.so.9 libcudnn_heuristic.so.9"
                + " libcudnn_ops.so.9 libcupti.so.12 libnvToolsExt.so.1; do"
                + " ldconfig -p | grep -q \"$lib\" || { echo \"no $lib\"; exit 1; }; done")
        .succeeds();
  }

  @Test
  void stores_torch_once() {
    Map<String, List<LayerFile>> torch =
        ImageLayers.files(image, folder).stream()
            .filter(file -> file.path().contains("/torch/") && file.bytes() > 100_000)
            .collect(Collectors.groupingBy(LayerFile::sha256));
    assertThat(torch).isNotEmpty();
    assertThat(torch).allSatisfy((hash, copies) -> assertThat(copies).hasSize(1));
  }

  @Test
  void leaves_no_index_and_no_caches_behind() {
    String found =
        TestBed.shell(
                image,
                "env | grep -iE 'INDEX_URL|PIP_' || true; ls /etc/pip.conf /root/.config/pip /root/.cache/pip"
                    + " 2>/dev/null || true; ls /var/lib/apt/lists; ls /var/cache/apt/archives | grep deb || true;"
                    + " command -v pip pip3 gcc cmake curl || true")
            .succeeds()
            .out();
    if (profile.equals("jetpack")) {
      assertThat(found.lines()).allMatch(line -> line.endsWith("/gcc"));
    } else {
      assertThat(found).isBlank();
    }
  }

  @Test
  void records_what_was_built() throws IOException {
    Path metadata = folder.resolve("metadata.json");
    Path id = folder.resolve("id");
    TestBed.build(
            profile,
            image,
            "--engine",
            engine,
            "--metadata-file",
            metadata.toString(),
            "--iidfile",
            id.toString())
        .succeeds();
    JsonNode record = new ObjectMapper().readTree(metadata.toFile());
    assertThat(record.get("containerimage.config.digest").asText())
        .isEqualTo(Files.readString(id).strip());
    assertThat(record.get("image.name").asText()).contains(image);
    JsonNode own = record.get("jbuild");
    assertThat(own.get("profile").asText()).isEqualTo(profile);
    assertThat(own.get("layers").asInt()).isPositive();
    assertThat(own.get("size").asLong()).isGreaterThan(100_000_000L);
    assertThat(own.get("wheels")).hasSize(3);
    assertThat(own.get("bases").findValuesAsText("digest"))
        .allMatch(digest -> digest.startsWith("sha256:"));
  }

  @Test
  void takes_every_step_from_the_cache_the_second_time() {
    String progress = TestBed.build(profile, image, "--engine", engine).succeeds().err();
    assertThat(progress.lines().filter(line -> line.contains("CACHED"))).hasSizeGreaterThan(20);
  }
}
