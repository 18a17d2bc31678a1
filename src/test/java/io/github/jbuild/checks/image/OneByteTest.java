package io.github.jbuild.checks.image;

import static io.github.jbuild.testing.JetsonFixture.CUDA;
import static io.github.jbuild.testing.JetsonFixture.LIB;
import static io.github.jbuild.testing.JetsonFixture.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.testing.ElfFixture;
import io.github.jbuild.testing.JetsonFixture;
import io.github.jbuild.verify.VerifyReport;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One byte of a good image changes, and exactly the checks that are about it say so. */
final class OneByteTest {

  private static final String TORCH = SITE + "/torch-2.8.0.dist-info";
  private static final String TORCHVISION = SITE + "/torchvision-0.23.0.dist-info";

  @TestFactory
  Stream<DynamicTest> one_byte_flips_exactly_one_check() {
    return Stream.of(
        flips("a file of a RECORD", "record", () -> xor(SITE + "/torch/__init__.py", "import", 0)),
        flips("a hash in a RECORD", "record", () -> xor(TORCH + "/RECORD", "sha256=", 7)),
        flips("a library of a RECORD", "record", () -> xor(libtorchCpu(), "ELF", 5)),
        flips(
            "a needed library of CUDA's folder",
            "needed-libraries",
            () -> good().replace(CUDA + "/libcudart.so.12.6.68", "libc.so.6", "libd.so.6")),
        flips(
            "a needed library of a wheel, with its RECORD",
            "needed-libraries",
            () ->
                good()
                    .replace(SITE + "/torch/lib/libtorch_cuda.so", "libcupti", "libcuptj")
                    .rehashRecord()),
        flips(
            "the processor of a library that nothing loads",
            "elf-machine",
            () -> {
              String spare = LIB + "/libspare.so.1";
              return good()
                  .with(spare, ElfFixture.library("libspare.so.1").needs("libc.so.6").bytes())
                  .mutate(spare, 18, 183 ^ 62);
            }),
        flips(
            "the hash in direct_url.json",
            "pinned-wheels",
            () ->
                good()
                    .replace(TORCHVISION + "/direct_url.json", "907c4c19", "907c4c18")
                    .rehashRecord()),
        flips(
            "the target of a link",
            "library-links",
            () -> spare().link(LIB + "/libspare.so.1", "libspare.so.1.1")),
        flips(
            "the SONAME of a part of cuDNN",
            "cudnn",
            () ->
                good()
                    .profile("  cudnn: {version: \"9.3\", from: donor}\n", "")
                    .replace(LIB + "/libcudnn_ops.so.9.3.0", "libcudnn_ops", "libcudnn_opz")),
        flips(
            "the minor version of a component",
            "versions",
            () ->
                good()
                    .link(CUDA + "/libcudart.so.12", "libcudart.so.12.5.68")
                    .with(
                        CUDA + "/libcudart.so.12.5.68",
                        good().bytes(CUDA + "/libcudart.so.12.6.68"))
                    .without(CUDA + "/libcudart.so.12.6.68")),
        flips(
            "the user's name in passwd", "user", () -> good().replace("/etc/passwd", "app", "apq")),
        flips("the user in a group", "user", () -> good().replace("/etc/group", ":app", ":apq")),
        flips("a variable's value", "configuration", () -> good().env("APP_MODE", "servf")),
        flips(
            "a label's value",
            "configuration",
            () -> good().config("Labels", Map.of("org.example.part", "visioo"))),
        flips("the port", "configuration", () -> good().profile("[9001]", "[9002]")),
        flips("the program's file", "entrypoint", () -> renamed("/usr/bin/tini", "/usr/bin/tinj")),
        flips("the platform", "platform", () -> good().architecture("arm65")),
        flips("the allowed size", "size", () -> good().profile("max-size: 1MB", "max-size: 1kB")),
        flips(
            "a requirement",
            "pip-check",
            () ->
                good()
                    .replace(SITE + "/onnxruntime_gpu-1.23.0.dist-info/METADATA", "numpy", "numpz")
                    .rehashRecord()),
        flips(
            "a name of an index",
            "package-index",
            () -> good().with("/etc/pip.conf", "[global]\nindex-url = https://index.example\n")),
        flips(
            "torch's own word on CUDA",
            "cuda-parts",
            () -> good().replace(SITE + "/torch/version.py", "'12.6'", "None").rehashRecord()));
  }

  @TestFactory
  Stream<DynamicTest> one_byte_of_a_version_is_several_facts() {
    return Stream.of(
        // not the pinned version, not the expected one, not the one that goes with torch
        flips(
            "torchvision in its METADATA",
            "pinned-wheels versions version-pairs",
            () ->
                good()
                    .replace(TORCHVISION + "/METADATA", "Version: 0.23.0", "Version: 0.22.0")
                    .rehashRecord()),
        // without the RECORD's consent it is also another file than the wheel's
        flips(
            "torchvision in its METADATA alone",
            "pinned-wheels record versions version-pairs",
            () -> good().replace(TORCHVISION + "/METADATA", "Version: 0.23.0", "Version: 0.22.0")),
        // the constraint and the wheels that are known, and what the profile expects
        flips(
            "NumPy in its METADATA",
            "numpy versions",
            () ->
                good()
                    .replace(
                        SITE + "/numpy-1.26.4.dist-info/METADATA",
                        "Version: 1.26.4",
                        "Version: 2.26.4")
                    .rehashRecord()),
        // the loader passes over a library for another processor, and then there is none
        flips(
            "the processor of CUPTI",
            "elf-machine needed-libraries profile-libraries",
            () -> good().mutate(CUDA + "/libcupti.so.2024.3.1", 18, 183 ^ 62)),
        // a dangling link of a library that programs need
        flips(
            "the target of CUPTI's link",
            "library-links needed-libraries profile-libraries",
            () -> good().link(CUDA + "/libcupti.so.12", "libcupti.so.2024.3.2")),
        // what is started is not what the profile says, and is not there
        flips(
            "a character of the entrypoint",
            "configuration entrypoint",
            () -> good().config("Entrypoint", List.of("tinj", "--"))),
        flips("a character of the user", "user", () -> good().config("User", "apq")));
  }

  private static JetsonFixture good() {
    return JetsonFixture.good();
  }

  private static JetsonFixture spare() {
    return good()
        .with(
            LIB + "/libspare.so.1.0",
            ElfFixture.library("libspare.so.1").needs("libc.so.6").bytes());
  }

  private static JetsonFixture renamed(String from, String to) {
    return good().program(to, good().bytes(from)).without(from);
  }

  private static String libtorchCpu() {
    return SITE + "/torch/lib/libtorch_cpu.so";
  }

  private static JetsonFixture xor(String path, String text, int beyond) {
    JetsonFixture image = good();
    return image.mutate(path, image.find(path, text) + beyond, 1);
  }

  private static DynamicTest flips(String what, String checks, Supplier<JetsonFixture> changed) {
    return DynamicTest.dynamicTest(
        what,
        () -> {
          VerifyReport report = changed.get().verify();
          assertThat(
                  report.results().stream()
                      .filter(result -> result.status() != Status.PASSED)
                      .map(OneByteTest::shown))
              .as(report.findings().toString())
              .containsExactlyInAnyOrderElementsOf(new TreeSet<>(List.of(checks.split(" ", -1))));
        });
  }

  private static String shown(CheckResult result) {
    return result.rule().name();
  }
}
