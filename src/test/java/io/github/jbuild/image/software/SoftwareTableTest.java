package io.github.jbuild.image.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.image.Image;
import io.github.jbuild.image.debian.DpkgDatabase;
import io.github.jbuild.image.python.PythonEnvironments;
import io.github.jbuild.testing.ImageFixture;
import io.github.jbuild.testing.ImageFixture.LayerFixture;
import io.github.jbuild.testing.PackageKeeper;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftwareTableTest {

  private static final String CUDA = "/usr/local/cuda-12.6/targets/aarch64-linux/lib";
  private static final String SITE = "/usr/local/lib/python3.10/dist-packages";

  @Test
  void libraries_tell_their_version_by_the_name_of_the_real_file() {
    assertThat(
            found(
                l ->
                    l.file(CUDA + "/libcudart.so.12.6.68", "cudart")
                        .symlink(CUDA + "/libcudart.so.12", "libcudart.so.12.6.68")
                        .symlink("/usr/local/cuda", "cuda-12.6")
                        .file(CUDA + "/libnvToolsExt.so.1.0.0", "nvtx")
                        .file(CUDA + "/libcupti.so.2024.3.2", "cupti")
                        .file(CUDA + "/libcublas.so.12.6.1.4", "blas")
                        .file(CUDA + "/libcublasLt.so.12.6.1.4", "blas lt")
                        .file("/usr/lib/aarch64-linux-gnu/libcudnn.so.9.3.0", "cudnn")
                        .file("/usr/lib/aarch64-linux-gnu/libcudnn_ops.so.9.3.0", "ops")
                        .file("/usr/lib/aarch64-linux-gnu/libnvinfer.so.10.3.0", "trt")
                        .file("/usr/local/lib/libgdal.so.37.3.11.5", "gdal")
                        .file("/usr/lib/libnvinfer.so", "no version")))
        .containsExactly(
            "CUDA 12.6.68",
            "cuDNN 9.3.0",
            "TensorRT 10.3.0",
            "CUPTI 2024.3.2",
            "NVTX 1.0.0",
            "cuBLAS 12.6.1.4",
            "GDAL 3.11.5");
  }

  @Test
  void two_versions_of_a_library_are_two_components_and_copies_are_one() {
    assertThat(
            found(
                l ->
                    l.file("/usr/lib/libcudnn.so.9.3.0", "nine")
                        .file("/usr/lib/libcudnn.so.9", "nine")
                        .file("/usr/lib/libcudnn.so", "nine")
                        .file(SITE + "/nvidia/cudnn/lib/libcudnn.so.8", "eight")
                        .file("/opt/libcudnn-9335f6a2.so.9.3.0", "nine, mangled")))
        .containsExactly("cuDNN 9.3.0", "cuDNN 8");
  }

  @Test
  void libtools_numbers_of_an_old_gdal_are_not_its_version() {
    assertThat(found(l -> l.file("/usr/lib/libgdal.so.30.0.3", "g")))
        .containsExactly("GDAL so 30.0.3");
    assertThat(
            found(
                l ->
                    l.file("/usr/lib/libgdal.so.30.0.3", "g")
                        .file(
                            "/var/lib/dpkg/status",
                            "Package: libgdal30\nArchitecture: arm64\nVersion: 3.4.1+dfsg-1build4\n")
                        .file(
                            "/var/lib/dpkg/info/libgdal30:arm64.list",
                            "/usr/lib/libgdal.so.30.0.3\n")))
        .containsExactly("GDAL 3.4.1+dfsg");
  }

  @Test
  void the_toolkit_and_its_runtime_have_versions_of_their_own() {
    assertThat(
            found(
                l ->
                    l.file(
                            "/usr/local/cuda-12.6/version.json",
                            "{\"cuda\":{\"name\":\"CUDA SDK\",\"version\":\"12.6.1\"},"
                                + "\"cuda_cudart\":{\"version\":\"12.6.68\"}}")
                        .file(CUDA + "/libcudart.so.12.6.68", "cudart")))
        .containsExactly("CUDA 12.6.68", "CUDA toolkit 12.6.1");
  }

  @Test
  void the_system_is_told_by_its_release_files() {
    assertThat(
            found(
                l ->
                    l.file("/usr/lib/os-release", "ID=ubuntu\nPRETTY_NAME=\"Ubuntu 22.04.5 LTS\"\n")
                        .symlink("/etc/os-release", "../usr/lib/os-release")
                        .file(
                            "/etc/nv_tegra_release",
                            "# R36 (release), REVISION: 4.0, GCID: 37537400, BOARD: generic\n")))
        .containsExactly("Base system Ubuntu 22.04.5 LTS", "L4T r36.4.0");
  }

  @Test
  void python_is_told_by_its_header_and_else_only_by_its_name() {
    assertThat(
            found(
                l ->
                    l.program("/opt/conda/bin/python3.11", "elf")
                        .file(
                            "/opt/conda/include/python3.11/patchlevel.h",
                            "#define PY_VERSION              \"3.11.9\"\n")
                        .program("/usr/local/bin/python3.12", "elf")))
        .containsExactly("Python 3.11.9", "Python 3.12");
  }

  @Test
  void distributions_tell_their_builds() {
    assertThat(
            found(
                l ->
                    distribution(
                            distribution(
                                distribution(
                                    l.program("/usr/bin/python3.10", "elf"), "torch", "2.8.0+jp6"),
                                "onnxruntime_gpu",
                                "1.23.0"),
                            "numpy",
                            "1.26.4")
                        .file(
                            SITE + "/torch/version.py",
                            """
                                    from typing import Optional

                                    __all__ = ['cuda']
                                    __version__ = '2.8.0'
                                    debug = False
                                    cuda: Optional[str] = '12.6'
                                    git_version = 'ba56102387ef21a3b04b357e5b183d48f0afefc7'
                                    hip: Optional[str] = None
                                    """)))
        .containsExactly(
            "Python 3.10",
            "torch 2.8.0+jp6 (CUDA 12.6, git ba56102)",
            "onnxruntime 1.23.0 (onnxruntime-gpu)",
            "NumPy 1.26.4");
  }

  @Test
  void a_torch_that_was_built_without_cuda_says_so() {
    assertThat(
            found(
                l ->
                    distribution(l.program("/usr/bin/python3.10", "elf"), "torch", "2.8.0")
                        .file(SITE + "/torch/version.py", "cuda = None\ndebug = True\n")))
        .contains("torch 2.8.0 (without CUDA, debug)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"cuda\":1}", "\u0000", "PRETTY_NAME=", "# R36"})
  void malformed_files_tell_nothing(String content) {
    assertThat(
            found(
                l ->
                    l.file("/usr/local/cuda-12.6/version.json", content)
                        .file("/etc/os-release", content)
                        .file("/etc/nv_tegra_release", content)
                        .file("/usr/lib/libcudnn.so..9", content)
                        .file("/usr/lib/libcudnn.so.", content)))
        .isEmpty();
  }

  private static LayerFixture distribution(LayerFixture layer, String name, String version) {
    String folder = SITE + "/" + name + "-" + version + ".dist-info";
    return layer
        .file(
            folder + "/METADATA",
            "Metadata-Version: 2.1\nName: "
                + name.replace('_', '-')
                + "\nVersion: "
                + version
                + "\n")
        .file(folder + "/RECORD", "");
  }

  private static List<String> found(UnaryOperator<LayerFixture> layer) {
    Image image = PackageKeeper.read(ImageFixture.image().layer(layer));
    return SoftwareTable.of(
            image.files(),
            DpkgDatabase.in(image.files()),
            PythonEnvironments.in(image.files(), image.config().env()))
        .components()
        .stream()
        .map(Component::toString)
        .toList();
  }
}
