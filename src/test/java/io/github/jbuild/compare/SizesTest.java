package io.github.jbuild.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.ByteSize;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "999,999 B",
    "1000,1.0 kB",
    "999949,999.9 kB",
    "999950,1.0 MB",
    "8280000000,8.28 GB",
    "14200000000,14.20 GB",
    "-5920000000,-5.92 GB",
    "-12,-12 B",
    "-9223372036854775808,-9223372036.85 GB"
  })
  void sizes_have_the_unit_that_fits(long bytes, String text) {
    assertThat(ByteSize.format(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "14200000000,14.20 GB",
    "465000000,0.47 GB",
    "5000000,0.01 GB",
    "4999999,5.0 MB",
    "0,0 B",
    "-5920000000,-5.92 GB"
  })
  void image_sizes_are_gigabytes_where_that_says_something(long bytes, String text) {
    assertThat(ByteSize.formatImage(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"-41.69,-41.7 %", "5,+5.0 %", "0,0.0 %", "-0.01,0.0 %", "0.04,0.0 %"})
  void percents_have_a_sign_unless_they_are_nothing(double percent, String text) {
    assertThat(Percentages.percent(percent)).isEqualTo(text);
  }
}
