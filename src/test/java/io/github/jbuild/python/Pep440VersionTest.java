package io.github.jbuild.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.jbuild.core.JbuildException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions as PEP 440 orders and spells them. */
class Pep440VersionTest {

  /** PEP 440, "Summary of permitted suffixes and relative ordering" and the examples before it. */
  private static final List<String> ORDERED =
      List.of(
          "1.dev0",
          "1.0.dev456",
          "1.0a1",
          "1.0a2.dev456",
          "1.0a12.dev456",
          "1.0a12",
          "1.0b1.dev456",
          "1.0b2",
          "1.0b2.post345.dev456",
          "1.0b2.post345",
          "1.0rc1.dev456",
          "1.0rc1",
          "1.0",
          "1.0+abc.5",
          "1.0+abc.7",
          "1.0+5",
          "1.0.post456.dev34",
          "1.0.post456",
          "1.0.15",
          "1.1.dev1",
          "2013.10",
          "1!1.0",
          "1!2.0");

  @Test
  void orders_versions_as_the_pep_does() {
    List<Pep440Version> shuffled = new ArrayList<>(versions(ORDERED));
    Collections.shuffle(shuffled, new Random(440));

    assertThat(shuffled.stream().sorted().map(Pep440Version::toString))
        .containsExactlyElementsOf(ORDERED);
  }

  @Test
  void no_two_versions_of_the_peps_order_are_equal() {
    assertThat(versions(ORDERED)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "1.1RC1,1.1rc1",
    "00.1,0.1",
    "1.1.a1,1.1a1",
    "1.1-a1,1.1a1",
    "1.1a.1,1.1a1",
    "1.1a,1.1a0",
    "1.1alpha1,1.1a1",
    "1.1beta2,1.1b2",
    "1.1c3,1.1rc3",
    "1.1-preview_4,1.1rc4",
    "1.2-post2,1.2.post2",
    "1.2post2,1.2.post2",
    "1.2.post-2,1.2.post2",
    "1.2.post,1.2.post0",
    "1.0-r4,1.0.post4",
    "1.0-1,1.0.post1",
    "1.2-dev2,1.2.dev2",
    "1.2.dev,1.2.dev0",
    "1.0+ubuntu-1,1.0+ubuntu.1",
    "1.0+CU126_007,1.0+cu126.7",
    "v1.0,1.0",
    "' 1.0 ',1.0",
    "0!1.0,1.0"
  })
  void normalizes_the_spellings_that_the_pep_permits(String written, String normal) {
    assertThat(Pep440Version.parse(written)).hasToString(normal);
  }

  @ParameterizedTest
  @CsvSource({"1.0,1.0.0", "1,1.0", "1.0rc1,1.0c1", "1.0+abc.7,1.0+ABC-07"})
  void spellings_of_one_version_are_equal(String one, String other) {
    Pep440Version a = Pep440Version.parse(one);
    Pep440Version b = Pep440Version.parse(other);

    assertThat(a).isEqualTo(b).hasSameHashCodeAs(b);
  }

  @Test
  void the_public_version_has_no_local_segment() {
    Pep440Version version = Pep440Version.parse("2.8.0rc1+cu126");

    assertThat(version.publicVersion()).hasToString("2.8.0rc1");
    assertThat(version.local()).contains("cu126");
    assertThat(version.base()).hasToString("2.8.0");
  }

  @ParameterizedTest
  @CsvSource({
    "'',1,a version needs a number where the text ends",
    "abc,1,a version needs a number where there is \"a\"",
    "1.,2,the version should end where there is \".\"",
    "1.0+,5,a local version needs a letter or a digit where the text ends",
    "1.0+a..b,7,a local version needs a letter or a digit where there is \".\"",
    "1!,3,a version needs a number where the text ends",
    "1.0 2,5,the version should end where there is \"2\""
  })
  void says_where_a_version_goes_wrong(String text, int column, String message) {
    assertThatThrownBy(() -> Pep440Version.parse(text))
        .hasMessage(message)
        .asInstanceOf(type(JbuildException.class))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(JbuildException.Kind.INVALID_INPUT))
        .satisfies(e -> assertThat(e.span().orElseThrow().column()).isEqualTo(column));
  }

  @ParameterizedTest
  @ValueSource(strings = {"١.٠", "1.0+cu126é", "1.0 final", "2.8.0-tegra"})
  void refuses_what_only_looks_like_a_version(String text) {
    assertThat(Pep440Version.tryParse(text)).isEmpty();
  }

  @Test
  void a_number_longer_than_any_integer_is_compared() {
    Pep440Version huge = Pep440Version.parse("1." + "9".repeat(500));

    assertThat(huge).isGreaterThan(Pep440Version.parse("1." + "8".repeat(500)));
    assertThat(Pep440Version.tryParse("1." + "9".repeat(2000))).isEmpty();
  }

  private static List<Pep440Version> versions(List<String> texts) {
    return texts.stream().map(Pep440Version::parse).toList();
  }
}
