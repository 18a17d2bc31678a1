package io.github.jbuild.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tags that CPython 3.10 on aarch64 with the glibc of Ubuntu 22.04 supports. */
class WheelTagsTest {

  private static final Pep440Version PYTHON = Pep440Version.parse("3.10.12");

  private static final WheelTags JAMMY = new WheelTags(PYTHON, Pep440Version.parse("2.35"));

  @ParameterizedTest
  @CsvSource({
    "py3-none-any,true",
    "py2.py3-none-any,true",
    "py38-none-any,true",
    "py311-none-any,false",
    "py2-none-any,false",
    "cp310-cp310-linux_aarch64,true",
    "cp310-none-any,true",
    "cp39-none-any,false",
    "cp39-cp39-linux_aarch64,false",
    "cp312-cp312-linux_aarch64,false",
    "cp37-abi3-manylinux_2_17_aarch64.manylinux2014_aarch64,true",
    "cp312-abi3-manylinux_2_17_aarch64,false",
    "cp310-cp310-manylinux_2_35_aarch64,true",
    "cp310-cp310-manylinux_2_39_aarch64,false",
    "cp310-cp310-manylinux_2_28_x86_64,false",
    "cp310-cp310-linux_x86_64,false",
    "cp310-cp310-musllinux_1_2_aarch64,false",
    "cp310-cp310,false"
  })
  void supports_what_pip_does(String tag, boolean supported) {
    assertThat(JAMMY.supports(tag)).isEqualTo(supported);
  }

  @Test
  void one_of_a_wheels_tags_is_enough() {
    assertThat(JAMMY.support(List.of("cp39-cp39-any", "py3-none-any"))).isTrue();
    assertThat(JAMMY.support(List.of("cp39-cp39-any"))).isFalse();
    assertThat(JAMMY.support(List.of())).isTrue();
  }

  @Test
  void an_unknown_c_library_refuses_no_wheel() {
    assertThat(new WheelTags(PYTHON, null).supports("cp310-cp310-manylinux_2_39_aarch64")).isTrue();
  }
}
