package io.github.jbuild.checks.image;

import static io.github.jbuild.testing.JetsonFixture.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.testing.ElfFixture;
import io.github.jbuild.testing.JetsonFixture;
import io.github.jbuild.testing.WheelFixture;
import io.github.jbuild.verify.VerifyReport;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Python distributions, and whether they are builds for Jetson. */
final class PythonChecksTest {

  private static final String DEBIAN = "/usr/lib/python3/dist-packages";

  private static JetsonFixture good() {
    return JetsonFixture.good();
  }

  private static String message(CheckResult result) {
    assertThat(result.findings()).hasSize(1);
    return result.findings().get(0).message();
  }

  /** PyPI's torch for aarch64, of the same version, as pip installs it from an index. */
  private static JetsonFixture withTorchOfPypi() {
    return good()
        .uninstalled("torch", "torch-2.8.0.dist-info")
        .with(
            WheelFixture.wheel("torch", "2.8.0")
                .compiled()
                .file("torch/__init__.py", "")
                .file("torch/version.py", "__version__ = '2.8.0+cpu'\ncuda = None\n")
                .file(
                    "torch/lib/libtorch_cpu.so",
                    ElfFixture.library("libtorch_cpu.so").needs("libc.so.6").bytes()));
  }

  @Test
  void torch_of_pypi_over_the_pinned_one_is_found_by_its_files_and_its_origin() {
    VerifyReport report = withTorchOfPypi().verify();
    CheckResult pinned = JetsonFixture.result(report, "pinned-wheels");
    assertThat(message(pinned))
        .isEqualTo(
            "there is no record of the file that torch 2.8.0 was installed from; an install from an index leaves"
                + " no such record");
    assertThat(pinned.findings().get(0).place().orElseThrow()).hasToString("./vision.yaml:17:15");
    assertThat(JetsonFixture.result(report, "cuda-parts").findings())
        .extracting(Finding::message)
        .containsExactly(
            "torch 2.8.0 is a CPU build: it has no libtorch_cuda.so",
            "torch 2.8.0 says that it was built without CUDA");
    assertThat(JetsonFixture.result(report, "version-pairs").status()).isEqualTo(Status.PASSED);
    assertThat(JetsonFixture.result(report, "record").status()).isEqualTo(Status.PASSED);
  }

  @Test
  void a_torchvision_without_cuda_operators_is_a_cpu_build() {
    JetsonFixture image = good();
    String extension = SITE + "/torchvision/_C.so";
    image.with(extension, ElfFixture.library("_C.so").needs("libc.so.6").bytes());
    assertThat(message(image.rehashRecord().check("cuda-parts")))
        .isEqualTo("torchvision 0.23.0 is a CPU build: its operators do not link CUDA");
    assertThat(message(image.without(extension).check("cuda-parts")))
        .isEqualTo("torchvision 0.23.0 has no compiled operators");
  }

  @Test
  void without_torch_and_onnxruntime_nothing_is_said_of_cuda() {
    JetsonFixture image =
        good()
            .uninstalled("torch", "torch-2.8.0.dist-info")
            .uninstalled("torchvision", "torchvision-0.23.0.dist-info")
            .uninstalled("onnxruntime", "onnxruntime_gpu-1.23.0.dist-info");
    assertThat(image.check("cuda-parts").status()).isEqualTo(Status.NOT_APPLICABLE);
    assertThat(image.check("version-pairs").evidence()).isEqualTo("torch is not installed");
    assertThat(image.check("pinned-wheels").findings())
        .extracting(Finding::message)
        .containsExactly(
            "torch is not installed",
            "torchvision is not installed",
            "onnxruntime-gpu is not installed");
  }

  @Test
  void the_cpu_onnxruntime_beside_the_gpu_one_is_an_error() {
    JetsonFixture image =
        good()
            .with(
                WheelFixture.wheel("onnxruntime", "1.23.0")
                    .compiled()
                    .file("onnxruntime/__init__.py", "__version__ = '1.23.0'\n")
                    .file("onnxruntime/capi/_pybind_state.py", "cpu"));
    CheckResult result = image.check("shared-imports");
    assertThat(message(result))
        .isEqualTo("the module onnxruntime is in onnxruntime 1.23.0 and in onnxruntime-gpu 1.23.0");
    assertThat(result.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void two_others_of_one_module_are_a_warning_and_debians_namespaces_nothing() {
    JetsonFixture image =
        good()
            .with(WheelFixture.wheel("opencv-python", "4").file("cv2/__init__.py", "1"))
            .with(WheelFixture.wheel("opencv-python-headless", "4").file("cv2/__init__.py", "2"));
    assertThat(image.check("shared-imports").status()).isEqualTo(Status.WARNED);
    JetsonFixture debian = good();
    for (String name : new String[] {"lazr.uri", "lazr.restfulclient"}) {
      String folder = DEBIAN + "/" + name + "-1.0.egg-info";
      debian.with(folder + "/PKG-INFO", "Name: " + name + "\nVersion: 1.0\n");
      debian.with(folder + "/top_level.txt", "lazr\n");
    }
    assertThat(debian.check("shared-imports").findings()).isEmpty();
  }

  @Test
  void numpy_2_is_an_error_by_the_wheels_and_by_the_constraint() {
    JetsonFixture image =
        good()
            .uninstalled("numpy", "numpy-1.26.4.dist-info")
            .with(WheelFixture.wheel("numpy", "2.1.0").compiled().file("numpy/__init__.py", ""));
    assertThat(image.check("numpy").findings())
        .extracting(Finding::message)
        .containsExactlyInAnyOrder(
            "numpy 2.1.0 is installed, but the profile's constraint wants numpy<2",
            "numpy 2.1.0 is installed, but torch 2.8.0 wants numpy<2",
            "numpy 2.1.0 is installed, but onnxruntime-gpu 1.23.0 wants numpy<2");
    assertThat(image.check("numpy").findings().get(0).place().orElseThrow())
        .hasToString("./vision.yaml:25:17");
    assertThat(JetsonFixture.result(image.verifyAlone(), "numpy").findings()).hasSize(2);
  }

  @Test
  void numpy_2_is_fine_where_nothing_is_known_against_it() {
    JetsonFixture image =
        good()
            .uninstalled("numpy", "numpy-1.26.4.dist-info")
            .uninstalled("torch", "torch-2.8.0.dist-info")
            .uninstalled("onnxruntime", "onnxruntime_gpu-1.23.0.dist-info")
            .with(WheelFixture.wheel("numpy", "2.1.0").compiled().file("numpy/__init__.py", ""));
    assertThat(JetsonFixture.result(image.verifyAlone(), "numpy").status())
        .isEqualTo(Status.NOT_APPLICABLE);
  }

  @Test
  void the_torchvision_of_another_torch_is_an_error() {
    JetsonFixture image =
        good()
            .uninstalled("torchvision", "torchvision-0.23.0.dist-info")
            .with(WheelFixture.wheel("torchvision", "0.22.0").compiled())
            .with(WheelFixture.wheel("torchaudio", "2.8.0").compiled());
    CheckResult result = image.check("version-pairs");
    assertThat(message(result))
        .isEqualTo("torchvision 0.22.0 is installed, but torch 2.8.0 goes with torchvision 0.23");
    assertThat(result.evidence())
        .isEqualTo("torch 2.8.0 with torchvision 0.22.0 with torchaudio 2.8.0");
  }

  @Test
  void a_missing_requirement_is_an_error_unless_no_deps_explains_it() {
    JetsonFixture image =
        good().with(WheelFixture.wheel("gliner", "0.2").requires("onnxruntime").requires("numpy"));
    CheckResult result = image.check("pip-check");
    assertThat(message(result))
        .isEqualTo("gliner 0.2 requires onnxruntime, which is not installed");
    assertThat(result.findings().get(0).pathOrNull()).isEqualTo(SITE + "/gliner-0.2.dist-info");
    image.profile("  constraints:", "  no-deps: [gliner==0.2]\n  constraints:");
    assertThat(image.check("pip-check").findings()).isEmpty();
    assertThat(image.check("pip-check").evidence())
        .endsWith("gliner without theirs because of no-deps");
  }

  @Test
  void what_debian_leaves_out_is_no_error_and_what_pip_broke_is_a_warning() {
    String folder = DEBIAN + "/PyGObject-3.42.1.egg-info";
    JetsonFixture image =
        good()
            .with(folder + "/PKG-INFO", "Name: PyGObject\nVersion: 3.42.1\n")
            .with(folder + "/requires.txt", "pycairo>=1.16\n");
    assertThat(image.check("pip-check").status()).isEqualTo(Status.PASSED);
    assertThat(image.check("pip-check").evidence())
        .endsWith("pygobject without theirs because of Debian");
    image.with(folder + "/requires.txt", "numpy>=2\n");
    assertThat(image.check("pip-check").status()).isEqualTo(Status.WARNED);
  }

  @Test
  void a_file_that_another_writes_into_a_distribution_is_told() {
    CheckResult changed = good().with(SITE + "/torch/__init__.py", "evil()\n").check("record");
    assertThat(message(changed)).isEqualTo("torch 2.8.0: the file has a different size");
    assertThat(changed.findings().get(0).pathOrNull()).isEqualTo(SITE + "/torch/__init__.py");
    CheckResult added = good().with(SITE + "/torch/evil.py", "evil()\n").check("record");
    assertThat(added.status()).isEqualTo(Status.WARNED);
    assertThat(message(added)).isEqualTo("torch 2.8.0: the file is not listed in any RECORD");
    assertThat(message(good().without(SITE + "/torch/version.py").check("record")))
        .isEqualTo("torch 2.8.0: the file is missing");
  }

  @Test
  void many_differences_are_summed_up() {
    JetsonFixture image = good();
    for (int i = 0; i < 6; i++) {
      image.with(SITE + "/torch/evil" + i + ".py", "");
    }
    assertThat(image.check("record").findings())
        .last()
        .extracting(Finding::message)
        .isEqualTo("torch 2.8.0: 1 more file differs");
  }

  @Test
  void leftovers_of_an_interrupted_pip_are_told() {
    JetsonFixture image =
        good()
            .with(SITE + "/numpy-1.25.0.dist-info/METADATA", "Name: numpy\nVersion: 1.25.0\n")
            .with(SITE + "/~orch/__init__.py", "");
    CheckResult result = image.check("installed-once");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR, Severity.WARNING);
  }

  @Test
  void a_numpy_of_debian_behind_pips_is_neither_an_error_nor_the_expected_version() {
    JetsonFixture image =
        good().with(DEBIAN + "/numpy-2.21.5.egg-info/PKG-INFO", "Name: numpy\nVersion: 2.21.5\n");
    VerifyReport report = image.verify();
    assertThat(report.findings()).isEmpty();
  }

  @Test
  void a_torch_that_hides_another_is_an_error() {
    JetsonFixture image =
        good()
            .env("PYTHONPATH", "/opt/site")
            .with("/opt/site/numpy-1.24.0.dist-info/METADATA", "Name: numpy\nVersion: 1.24.0\n");
    assertThat(message(image.check("installed-once")))
        .isEqualTo("numpy 1.26.4 is hidden by numpy 1.24.0, which comes earlier on the path");
  }

  @Test
  void a_missing_and_a_wrong_version_are_told_with_the_place_of_the_expectation() {
    CheckResult result =
        good()
            .profile("cudnn: \"9.3\"\n", "cudnn: \"9.4\"\n  tensorrt: \"10.3\"\n")
            .check("versions");
    assertThat(result.findings())
        .extracting(Finding::message)
        .containsExactly(
            "cudnn 9.4 is expected, but 9.3.0 is installed",
            "tensorrt 10.3 is expected, but not installed");
    assertThat(result.findings().get(1).place().orElseThrow()).hasToString("./vision.yaml:40:13");
  }

  @Test
  void without_a_profile_the_release_in_the_label_says_which_versions_to_expect() {
    CheckResult right =
        JetsonFixture.result(
            JetsonFixture.good()
                .config("Labels", Map.of("io.github.jbuild.l4t", "r36.4.0"))
                .verifyAlone(),
            "versions");
    assertThat(right.status()).isEqualTo(CheckResult.Status.PASSED);
    assertThat(right.evidence()).contains("cuda 12.6.68", "cudnn 9.3.0");

    CheckResult wrong =
        JetsonFixture.result(
            JetsonFixture.good()
                .config("Labels", Map.of("io.github.jbuild.l4t", "r38.2.0"))
                .verifyAlone(),
            "versions");
    assertThat(wrong.findings().get(0).message())
        .isEqualTo("cuda 13.0 is expected, but 12.6.68 is installed");
  }

  @Test
  void a_second_torch_beside_the_pinned_one_is_not_the_pinned_one() {
    CheckResult result =
        JetsonFixture.good()
            .with(
                "/usr/local/lib/python3.10/dist-packages/torch-2.9.0.dist-info/METADATA",
                "Metadata-Version: 2.1\nName: torch\nVersion: 2.9.0\n")
            .check("pinned-wheels");
    assertThat(result.findings())
        .extracting(Finding::message)
        .containsExactly("torch 2.8.0 is pinned, but metadata of 2.9.0 is next to that of 2.8.0");
  }
}
