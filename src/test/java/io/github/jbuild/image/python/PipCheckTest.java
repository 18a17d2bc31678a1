package io.github.jbuild.image.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.python.WheelTags;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pip check says, read from metadata. */
class PipCheckTest {

  private static final String SITE = "/usr/local/lib/python3.10/site-packages";

  @Test
  void distributions_that_fit_one_another_are_no_conflict() {
    assertThat(messages(image().wheel(SITE, "torch", "2.8.0+cu126", ""))).isEmpty();
  }

  @Test
  void a_requirement_that_is_not_installed_is_missing() {
    assertThat(messages(image()))
        .containsExactly("torchvision 0.23.0 requires torch, which is not installed.");
  }

  @ParameterizedTest
  @CsvSource({"2.8.1,true", "2.8.0rc1,true", "2.7.9,true", "2.8.0,false", "2.8.0+cu126,false"})
  void a_version_decides_whether_there_is_a_conflict(String torch, boolean conflict) {
    List<String> expected =
        conflict
            ? List.of(
                "torchvision 0.23.0 has requirement torch==2.8.0, but you have torch "
                    + torch
                    + ".")
            : List.of();

    assertThat(messages(image().wheel(SITE, "Torch", torch, ""))).isEqualTo(expected);
  }

  @Test
  void an_installed_prerelease_is_a_version_like_others() {
    ImageFiles files =
        new ImageFiles()
            .wheel(SITE, "x", "1.0", "Requires-Dist: numpy<2")
            .wheel(SITE, "numpy", "1.26.0rc1", "");

    assertThat(messages(files)).isEmpty();
    assertThat(
            messages(
                files.wheel(SITE, "y", "1.0", "Requires-Dist: NumPy (>=2) ; os_name=='posix'")))
        .containsExactly(
            "y 1.0 has requirement NumPy>=2; os_name == \"posix\", but you have numpy 1.26.0rc1.");
  }

  @ParameterizedTest
  @CsvSource({
    ">=3.8,''",
    ">=3.10.5,''",
    "'>=3.11','x 1.0 requires Python >=3.11, but this is Python 3.10.12.'",
    "'<3.10.12,>=3.8','x 1.0 requires Python <3.10.12,>=3.8, but this is Python 3.10.12.'"
  })
  void the_interpreter_must_be_one_that_is_asked_for(String wanted, String message) {
    assertThat(messages(new ImageFiles().wheel(SITE, "x", "1.0", "Requires-Python: " + wanted)))
        .isEqualTo(message.isEmpty() ? List.of() : List.of(message));
  }

  @Test
  void where_no_patch_number_is_known_one_that_fits_is_enough() {
    ImageFiles fits = new ImageFiles().wheel(SITE, "x", "1", "Requires-Python: >=3.10.5");
    ImageFiles not = new ImageFiles().wheel(SITE, "x", "1", "Requires-Python: >=3.11");

    assertThat(messages(fits, Map.of())).isEmpty();
    assertThat(messages(not, Map.of()))
        .containsExactly("x 1 requires Python >=3.11, but this is Python 3.10.");
  }

  @Test
  void a_wheel_for_another_platform_is_not_supported() {
    ImageFiles files =
        new ImageFiles()
            .wheel(
                SITE,
                "x",
                "1.0",
                "",
                "x-1.0.dist-info/WHEEL",
                "Tag: cp310-cp310-manylinux_2_17_x86_64\nTag: cp310-cp310-manylinux2014_x86_64\n");

    assertThat(messages(files)).containsExactly("x 1.0 is not supported on this platform");
  }

  @Test
  void a_version_outside_the_pep_is_told() {
    assertThat(messages(new ImageFiles().wheel(SITE, "x", "1.0-tegra", "")))
        .containsExactly("x 1.0-tegra has a version that is invalid under PEP 440.");
  }

  private static ImageFiles image() {
    return new ImageFiles()
        .wheel(
            SITE,
            "torchvision",
            "0.23.0",
            """
            Requires-Dist: torch==2.8.0
            Requires-Dist: scipy; extra == "scipy"
            Requires-Dist: pywin32; sys_platform == "win32"
            """);
  }

  private static List<String> messages(ImageFiles files) {
    return messages(files, Map.of("PYTHON_VERSION", "3.10.12"));
  }

  private static List<String> messages(ImageFiles files, Map<String, String> env) {
    PythonEnvironment environment =
        PythonEnvironments.in(files.file("/usr/local/bin/python3.10", "elf").tree(), env).get(0);
    return PipCheck.of(environment, new WheelTags(environment.version(), null)).stream()
        .map(PipCheck.Conflict::message)
        .toList();
  }
}
