package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The trap that jbuild exists for, with real packages from PyPI: a requirement that moves torch.
 * PyPI's aarch64 wheel of torch is the CPU build.
 */
final class TrapIT {

  private static final String CUDA = "import torch; print(torch.__version__, torch.version.cuda)";

  @Test
  void a_conflicting_requirement_brings_the_cpu_build_without_constraint_and_repin() {
    String image = TrapImages.conflict();
    assertThat(TestBed.python(image, CUDA)).startsWith("2.9.0").endsWith("None");
    assertThat(verify(image).exits(1).out())
        .containsPattern("FAIL +JB220 pinned-wheels")
        .contains("torch 2.8.0 is pinned, but metadata of 2.9.0 is next to that of 2.8.0")
        .containsPattern("FAIL +JB221 record")
        .containsPattern("FAIL +JB222 cuda-parts")
        .contains("torch 2.8.0 says that it was built without CUDA")
        .containsPattern("FAIL +JB223 version-pairs")
        .containsPattern("FAIL +JB227 installed-once");
  }

  @Test
  void an_upgrade_brings_the_cpu_build_without_constraint_and_repin() {
    String image = TrapImages.upgrade();
    assertThat(TestBed.python(image, CUDA)).startsWith("2.9.0").endsWith("None");
  }

  @Test
  void a_conflicting_requirement_is_found_before_the_build() {
    CommandResult result =
        TestBed.build("cuda-base", "jbuild-it:never", "--set", TrapImages.CONFLICT).exits(1);
    assertThat(result.err())
        .contains("nothing was built", "torch 2.8.0 goes with torchaudio 2.8 [JB106]");
  }

  @Test
  void a_conflicting_requirement_that_no_check_finds_stops_the_build_and_is_named() {
    CommandResult result =
        TestBed.build(
                "cuda-base",
                "jbuild-it:never",
                "--set",
                TrapImages.CONFLICT,
                "--set",
                "ignore.JB106=as if it were not known")
            .exits(5);
    assertThat(result.err())
        .contains(
            "requirement \"torchaudio 2.9.0\" needs torch==2.9.0, but the profile pins torch 2.8.0")
        .contains("python.packages");
    assertThat(TestBed.docker("image", "inspect", "jbuild-it:never").code()).isNotZero();
  }

  @Test
  void an_upgrade_keeps_the_pin() {
    String image = "jbuild-it:upgraded";
    TestBed.build("cuda-base", image, "--set", TrapImages.UPGRADE, "--set", "python.upgrade=true")
        .succeeds();
    assertThat(TestBed.python(image, CUDA)).isEqualTo("2.8.0 12.6");
  }

  @Test
  void the_repin_puts_the_pinned_build_back_when_only_the_constraint_is_missing() {
    String image = TrapImages.repinned();
    assertThat(TestBed.python(image, CUDA)).isEqualTo("2.8.0 12.6");
  }

  private static CommandResult verify(String image) {
    String overlay = TestBed.overlay("cuda-base").toString();
    return TestBed.jbuild("verify", image, "--profile", "cuda-base", "--overlay", overlay);
  }
}
