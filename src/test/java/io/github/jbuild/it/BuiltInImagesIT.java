package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.it.ImageLayers.LayerFile;
import io.github.jbuild.render.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the images of the profiles beside those of {@link ProfilesIT}. */
final class BuiltInImagesIT {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gliner-api", "gliner-legacy", "inference-server", "slim"})
  void pass_verify(String profile) throws IOException {
    JsonNode report =
        new ObjectMapper()
            .readTree(
                TestBed.verify(profile, Images.of(profile), "--format", "json").exits(0).out());
    assertThat(report.path("passed").asBoolean()).isTrue();
    assertThat(report.path("checks").findValuesAsText("status")).contains("passed");
    assertThat(report.path("checks").findValuesAsText("status")).doesNotContain("failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gliner-api", "gliner-legacy", "inference-server", "slim"})
  void store_torch_once(String profile) throws IOException {
    Map<String, List<LayerFile>> torch =
        ImageLayers.files(Images.of(profile), folder).stream()
            .filter(file -> file.path().contains("/torch/lib/") && file.bytes() > 100_000)
            .collect(Collectors.groupingBy(LayerFile::sha256));
    assertThat(torch).isNotEmpty();
    assertThat(torch).allSatisfy((hash, copies) -> assertThat(copies).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gliner-api", "gliner-legacy", "inference-server", "slim"})
  void name_no_package_index_and_keep_no_lists(String profile) {
    String found =
        TestBed.shell(
                Images.of(profile),
                "env | grep -E '^(PIP|UV)_.*=.' || true; ls /etc/pip.conf /root/.config/pip"
                    + " /root/.cache/pip /root/.cache/uv 2>/dev/null || true;"
                    + " ls /var/lib/apt/lists; ls /var/cache/apt/archives | grep deb || true")
            .succeeds()
            .out();
    assertThat(found).isBlank();
  }

  @Test
  void slim_has_no_compiler_and_no_installer() {
    String found =
        TestBed.shell(
                Images.of("slim"), "command -v gcc cc make cmake pip pip3 uv curl gpg git || true")
            .succeeds()
            .out();
    assertThat(found).isBlank();
  }

  @Test
  void slim_has_only_the_cuda_libraries_that_were_asked_for() {
    String libraries =
        TestBed.shell(Images.of("slim"), "cd /usr/local/cuda/lib64 && find . -type f | sort")
            .succeeds()
            .out();
    assertThat(libraries).contains("libcublas.so.12").contains("libcupti.so.2024");
    assertThat(libraries).doesNotContain("libnpp").doesNotContain("libcudla");
  }

  @Test
  void slim_is_the_same_software_from_the_classic_builder() {
    String classic = Images.of("slim", Dialect.CLASSIC);
    TestBed.verify("slim", classic).exits(0);
    assertThat(versions(classic)).isEqualTo(versions(Images.of("slim")));
  }

  @Test
  void inference_server_has_its_own_build_of_onnxruntime() {
    String image = Images.of("inference-server");
    assertThat(
            TestBed.python(
                image,
                "import flash_attn, onnxruntime as o, torchvision;"
                    + " print(o.__version__, o.InferenceSession('', providers="
                    + "['TensorrtExecutionProvider', 'CUDAExecutionProvider']).get_providers())"))
        .isEqualTo(
            "1.20.0 ['TensorrtExecutionProvider', 'CUDAExecutionProvider',"
                + " 'CPUExecutionProvider']");
    assertThat(
            TestBed.python(image, "import torch, sys; sys.path.insert(0, '/app'); import gpu_http"))
        .isEmpty();
  }

  @Test
  void inference_server_has_gdal_and_none_of_the_tools_that_built_it() {
    String image = Images.of("inference-server");
    assertThat(TestBed.run(image, "gdalinfo", "--version").succeeds().out())
        .contains("GDAL 3.11.5");
    assertThat(
            TestBed.shell(image, "command -v cmake ninja gcc git uv pip || true; ls /usr/local/bin")
                .succeeds()
                .out())
        .contains("gnmmanage")
        .doesNotContain("cmake")
        .doesNotContain("/")
        .doesNotContain("uv\n");
  }

  private static String versions(String image) {
    return TestBed.python(
        image,
        "import importlib.metadata as m;"
            + " print(sorted((d.metadata['Name'], d.version) for d in m.distributions()))");
  }
}
