package io.github.jbuild.checks.image;

import static io.github.jbuild.testing.JetsonFixture.CUDA;
import static io.github.jbuild.testing.JetsonFixture.LIB;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ELF files, what the loader finds for them, and cuDNN. */
final class LibraryChecksTest {

  private static final int X86_64 = 62;

  private static JetsonFixture good() {
    return JetsonFixture.good();
  }

  private static Finding only(CheckResult result) {
    assertThat(result.findings()).hasSize(1);
    return result.findings().get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {SITE + "/x/_x.so", "/usr/bin/x", LIB + "/libx.so.1", "/opt/x/tool"})
  void a_file_for_x86_64_is_an_error(String path) {
    byte[] elf = ElfFixture.library("libx.so.1").machine(X86_64).bytes();
    Finding finding = only(good().with(path, elf).check("elf-machine"));
    assertThat(finding.message()).isEqualTo("it is for x86-64, not aarch64");
    assertThat(finding.pathOrNull()).isEqualTo(path);
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "/debugpy/attach_linux_amd64.so,NOTE",
    "/x/libx.x86_64.so,NOTE",
    "/x/_x.cpython-310-x86_64-linux-gnu.so,ERROR",
    "/amd64/libx.so.1,ERROR"
  })
  void a_file_whose_name_says_its_processor_is_a_note(String path, Severity severity) {
    byte[] elf = ElfFixture.library("libx.so.1").machine(X86_64).bytes();
    Finding finding = only(good().with(SITE + path, elf).check("elf-machine"));
    assertThat(finding.severity()).isEqualTo(severity);
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/lib/grub/x86_64-efi/a.mod,true",
    "/opt/nvidia/nsight-compute/target/x64/ncu,true",
    "/usr/lib/firmware/nvidia/a.bin,false"
  })
  void what_debians_packages_bring_for_others_and_firmware_is_meant(String path, boolean owned) {
    JetsonFixture image =
        good().with(path, ElfFixture.library("libx.so.1").machine(X86_64).bytes());
    if (owned) {
      image.with("/var/lib/dpkg/info/libc6:arm64.list", path + "\n");
    }
    assertThat(image.check("elf-machine").findings()).isEmpty();
  }

  @Test
  void code_for_gpus_runs_elsewhere_and_a_cut_file_is_a_warning() {
    JetsonFixture image =
        good()
            .with("/opt/kernel.cubin", ElfFixture.library("k").machine(190).bytes())
            .with("/opt/cut", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    CheckResult result = image.check("elf-machine");
    assertThat(only(result).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(result).pathOrNull()).isEqualTo("/opt/cut");
    assertThat(result.evidence()).contains("cuda 1");
  }

  @Test
  void an_image_that_is_wrong_as_a_whole_is_summed_up() {
    JetsonFixture image = good();
    byte[] elf = ElfFixture.library("libx.so.1").machine(X86_64).bytes();
    for (int i = 0; i < 60; i++) {
      image.with("/opt/x" + i, elf);
    }
    CheckResult result = image.check("elf-machine");
    assertThat(result.findings()).hasSize(51);
    assertThat(result.findings().get(50).message()).isEqualTo("and 10 more");
    assertThat(result.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void a_library_that_is_nowhere_is_an_error_where_it_is_used() {
    byte[] elf = ElfFixture.library("libx.so.1").needs("libmissing.so.3").bytes();
    Finding error = only(good().with(LIB + "/libx.so.1", elf).check("needed-libraries"));
    assertThat(error.message()).isEqualTo("it needs libmissing.so.3, which is not in the image");
    assertThat(error.severity()).isEqualTo(Severity.ERROR);
    Finding aside = only(good().with("/opt/tool/libx.so.1", elf).check("needed-libraries"));
    assertThat(aside.severity()).isEqualTo(Severity.WARNING);
    JetsonFixture onPath = good().env("PATH", "/opt/tool:/usr/bin");
    assertThat(only(onPath.with("/opt/tool/x", elf).check("needed-libraries")).severity())
        .isEqualTo(Severity.ERROR);
    JetsonFixture besidePath = good().env("PATH", "/opt/tool/bin:/usr/bin");
    assertThat(only(besidePath.with("/opt/tool/x", elf).check("needed-libraries")).severity())
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void the_hosts_libraries_and_optional_providers_are_no_findings() {
    CheckResult result = good().check("needed-libraries");
    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.evidence())
        .contains("libcuda.so.1 from the host")
        .contains("unusable but optional: libonnxruntime_providers_tensorrt.so");
  }

  @Test
  void a_library_beside_the_loaders_path_is_told_with_its_place() {
    byte[] library = ElfFixture.library("libfar.so.1").needs("libc.so.6").bytes();
    byte[] user = ElfFixture.library("libx.so.1").needs("libfar.so.1").bytes();
    JetsonFixture image =
        good().with("/opt/lib/libfar.so.1", library).with(LIB + "/libx.so.1", user);
    assertThat(only(image.check("needed-libraries")).message())
        .isEqualTo(
            "it needs libfar.so.1, but the loader does not search its directory: /opt/lib/libfar.so.1");
  }

  @Test
  void what_one_package_brings_together_its_own_program_loads() {
    byte[] jvm = ElfFixture.library("libjvm.so").needs("libc.so.6").bytes();
    byte[] java = ElfFixture.library("libjava.so").needs("libjvm.so").bytes();
    String folder = "/usr/lib/jvm/java-17/lib";
    JetsonFixture image =
        good().with(folder + "/server/libjvm.so", jvm).with(folder + "/libjava.so", java);
    assertThat(image.check("needed-libraries").findings()).hasSize(1);
    image.with(
        "/var/lib/dpkg/info/libc6:arm64.list",
        folder + "/server/libjvm.so\n" + folder + "/libjava.so\n");
    assertThat(image.check("needed-libraries").findings()).isEmpty();
  }

  @Test
  void a_newer_glibc_than_the_images_is_an_error() {
    byte[] elf =
        ElfFixture.library("libx.so.1")
            .needs("libc.so.6")
            .needsVersions("libc.so.6", "GLIBC_2.38")
            .bytes();
    assertThat(only(good().with(LIB + "/libx.so.1", elf).check("needed-libraries")).message())
        .isEqualTo("it needs GLIBC_2.38 of /lib/aarch64-linux-gnu/libc.so.6, which is too old");
  }

  @Test
  void a_program_needs_its_loader() {
    JetsonFixture image =
        good()
            .program(
                "/usr/bin/alpine", ElfFixture.program().interpreter("/lib/ld-musl.so.1").bytes());
    assertThat(only(image.check("needed-libraries")).message())
        .isEqualTo("its loader /lib/ld-musl.so.1 is not in the image");
  }

  @Test
  void a_deleted_part_of_cudnn_is_an_error_that_neither_ldd_nor_import_sees() {
    JetsonFixture image =
        good().without(LIB + "/libcudnn_ops.so.9.3.0").without(LIB + "/libcudnn_ops.so.9");
    VerifyReport report = image.verify();
    Finding finding = only(JetsonFixture.result(report, "cudnn"));
    assertThat(finding.message())
        .isEqualTo("libcudnn_ops.so.9 is missing, which libcudnn.so.9 opens when used");
    assertThat(finding.pathOrNull()).isEqualTo(LIB + "/libcudnn.so.9.3.0");
    assertThat(JetsonFixture.result(report, "needed-libraries").status()).isEqualTo(Status.PASSED);
    Finding profile = only(JetsonFixture.result(report, "profile-libraries"));
    assertThat(profile.message()).isEqualTo("the loader does not find libcudnn_ops.so.9");
    assertThat(profile.place().orElseThrow()).hasToString("./vision.yaml:9:3");
  }

  @Test
  void without_its_dispatcher_cudnn_is_not_whole() {
    JetsonFixture image =
        good().without(LIB + "/libcudnn.so.9.3.0").without(LIB + "/libcudnn.so.9");
    assertThat(only(image.check("cudnn")).message()).isEqualTo("libcudnn.so.9 is missing");
  }

  @Test
  void where_nothing_uses_cudnn_nothing_is_said() {
    JetsonFixture image =
        good()
            .uninstalled("torch", "torch-2.8.0.dist-info")
            .uninstalled("onnxruntime", "onnxruntime_gpu-1.23.0.dist-info");
    for (String part :
        new String[] {
          "",
          "_adv",
          "_cnn",
          "_engines_precompiled",
          "_engines_runtime_compiled",
          "_graph",
          "_heuristic",
          "_ops"
        }) {
      image.without(LIB + "/libcudnn" + part + ".so.9.3.0");
    }
    assertThat(image.check("cudnn").status()).isEqualTo(Status.NOT_APPLICABLE);
  }

  @Test
  void two_versions_of_cudnn_are_an_error_also_under_the_same_names() {
    byte[] other = ElfFixture.library("libcudnn_ops.so.9").needs("libc.so.6").bytes();
    JetsonFixture image = good().with("/opt/libcudnn_ops.so.9.5.1", other);
    assertThat(only(image.check("cudnn")).message())
        .isEqualTo("libraries of different versions of cuDNN 9 are in the image: 9.3.0, 9.5.1");
  }

  @Test
  void a_copy_under_the_sonames_own_name_is_no_other_version() {
    JetsonFixture image =
        good()
            .with(SITE + "/nvidia/libcudnn_ops.so.9", good().bytes(LIB + "/libcudnn_ops.so.9.3.0"));
    assertThat(image.check("cudnn").findings()).isEmpty();
  }

  @Test
  void an_older_cudnn_than_the_profile_wants_is_an_error_and_a_newer_is_not() {
    JetsonFixture old = good();
    for (String part :
        new String[] {
          "",
          "_adv",
          "_cnn",
          "_engines_precompiled",
          "_engines_runtime_compiled",
          "_graph",
          "_heuristic",
          "_ops"
        }) {
      String name = LIB + "/libcudnn" + part + ".so.9";
      old.with(name + ".1.0", old.bytes(name + ".3.0")).without(name + ".3.0");
      old.link(name, "libcudnn" + part + ".so.9.1.0");
    }
    Finding finding = only(old.check("cudnn"));
    assertThat(finding.message())
        .isEqualTo("cuDNN 9.1.0 is in the image, but the profile wants 9.3");
    assertThat(finding.place().orElseThrow()).hasToString("./vision.yaml:9:20");
  }

  @Test
  void a_library_without_a_link_of_its_soname_is_not_found() {
    JetsonFixture image = good().without(CUDA + "/libcupti.so.12");
    assertThat(only(image.check("profile-libraries")).message())
        .isEqualTo("the loader does not find libcupti.so.12");
  }

  @Test
  void a_library_that_no_import_loads_must_be_where_the_loader_looks() {
    JetsonFixture image =
        good()
            .with(
                WheelFixture.wheel("ext", "1")
                    .compiled()
                    .file("ext/_C.so", ElfFixture.library("_C.so").needs("libcufoo.so.1").bytes()))
            .with(
                WheelFixture.wheel("nvidia-cufoo", "1")
                    .compiled()
                    .file(
                        "nvidia/cufoo/lib/libcufoo.so.1",
                        ElfFixture.library("libcufoo.so.1").bytes()));
    assertThat(image.check("needed-libraries").findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.message())
                    .startsWith(
                        "it needs libcufoo.so.1, but the loader does not search its directory"));
  }

  @Test
  void an_extension_of_a_wheel_may_have_its_library_in_another_wheel() {
    JetsonFixture image =
        good()
            .with(
                WheelFixture.wheel("ext", "1")
                    .compiled()
                    .file(
                        "ext/_C.so", ElfFixture.library("_C.so").needs("libtorch_cpu.so").bytes()));
    CheckResult result = image.check("needed-libraries");
    assertThat(result.findings()).isEmpty();
    assertThat(result.evidence()).contains("needs met by a Python package itself");
  }
}
