package io.github.jbuild.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.jbuild.core.JbuildException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of PEP 440, "Version specifiers", and the traps between them. */
class VersionSpecifiersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ~=2.2        | 2.2           | true
          ~=2.2        | 2.9           | true
          ~=2.2        | 3.0           | false
          ~=2.2        | 2.1           | false
          ~=1.4.5      | 1.4.9         | true
          ~=1.4.5      | 1.5.0         | false
          ~=2.2.post3  | 2.2           | false
          ~=2.2.post3  | 2.9           | true
          ~=1.4.5a4    | 1.4.5         | true
          ~=2.2.0      | 2.2.7         | true
          ~=2.2.0      | 2.3           | false
          ~=1.0        | 1.5+cu126     | true
          ==1.1        | 1.1           | true
          ==1.1        | 1.1.0         | true
          ==1.1        | 1.1.dev1      | false
          ==1.1        | 1.1a1         | false
          ==1.1        | 1.1.post1     | false
          ==1.1        | 1.1+cu126     | true
          ==1.1+cu126  | 1.1           | false
          ==1.1+cu126  | 1.1+cu128     | false
          ==1.1+cu126  | 1.1+CU126     | true
          ==1.1.post1  | 1.1.post1     | true
          ==1.1.*      | 1.1.post1     | true
          ==1.1.*      | 1.1a1         | true
          ==1.1.*      | 1.1.7+x       | true
          ==1.1.*      | 1             | false
          ==1.0.*      | 1             | true
          ==1.*        | 1!1.0         | false
          !=1.1        | 1.1.post1     | true
          !=1.1.*      | 1.1.post1     | false
          !=1.1        | 1.1+cu126     | false
          <=1.0        | 1.0+cu126     | true
          <=1.0        | 1.0.post1     | false
          >=1.0        | 1.0+cu126     | true
          >=1.0        | 1.0rc1        | false
          <1.0         | 1.0rc1        | false
          <1.0         | 1.0.dev1      | false
          <1.0         | 0.9.9         | true
          <1.0rc1      | 1.0b1         | true
          <1.0.post1   | 1.0           | true
          <1.0.post1   | 1.0.post1.dev1 | false
          >1.7         | 1.7.1         | true
          >1.7         | 1.7.0.post1   | false
          >1.7         | 1.7+cu126     | false
          >1.7.post2   | 1.7.1         | true
          >1.7.post2   | 1.7.0.post3   | true
          >1.7.post2   | 1.7.0         | false
          >1.7a1       | 1.7+cu126     | true
          ===1.0       | 1.0           | true
          ===1.0       | 1.0.0         | false
          ===1.0+A     | 1.0+a         | true
          >=1.26,<2    | 2.0.1         | false
          >=1.26, <2,  | 1.26.4        | true
          ''           | 0.0.1         | true
          """)
  void holds_what_the_pep_says(String specifiers, String version, boolean holds) {
    assertThat(VersionSpecifiers.parse(specifiers).containsInstalled(Pep440Version.parse(version)))
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    ">=1.0,1.1rc1,false",
    ">=1.0rc1,1.1rc1,true",
    "!=1.0rc1,1.1rc1,false",
    ">=1.0,1.1.post1,true",
    "'',1.0.dev1,false"
  })
  void a_prerelease_is_offered_only_where_a_clause_names_one(
      String specifiers, String version, boolean offered) {
    assertThat(VersionSpecifiers.parse(specifiers).contains(Pep440Version.parse(version)))
        .isEqualTo(offered);
  }

  @Test
  void only_the_arbitrary_comparison_knows_versions_outside_the_pep() {
    assertThat(VersionSpecifiers.parse("===2.8-tegra").containsInstalled("2.8-Tegra")).isTrue();
    assertThat(VersionSpecifiers.parse(">=2.8").containsInstalled("2.8-tegra")).isFalse();
  }

  @Test
  void clauses_are_shown_sorted_without_spaces() {
    assertThat(VersionSpecifiers.parse("!= 1.27 , <2,>=1.26,<2")).hasToString("!=1.27,<2,>=1.26");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.0        | 1 | a comparison is expected where there is "1"
          >=         | 3 | "" is not a version
          >=1.0,<b   | 8 | "b" is not a version
          >=1.*      | 1 | only == and != take a version with .*
          ==1.0a1.*  | 1 | a version with .* has no pre, post, dev or local part
          >=1.0+x    | 1 | only == and != take a version with a local part
          ~=1        | 1 | ~= needs a version of at least two numbers
          >=1 <2     | 5 | the specifier should end where there is "<"
          ,>=1       | 1 | a comparison is expected where there is ","
          """)
  void says_where_a_specifier_goes_wrong(String text, int column, String message) {
    assertThatThrownBy(() -> VersionSpecifiers.parse(text))
        .hasMessage(message)
        .asInstanceOf(type(JbuildException.class))
        .satisfies(e -> assertThat(e.span().orElseThrow().column()).isEqualTo(column));
  }
}
