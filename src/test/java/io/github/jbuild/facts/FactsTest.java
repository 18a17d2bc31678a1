package io.github.jbuild.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.core.JbuildException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FactsTest {

  private static final Facts FACTS = Facts.builtIn();

  @Test
  void keeps_versions_as_they_are_written() {
    L4tRelease release = FACTS.release("r36.4.0", null);
    assertThat(release.python()).isEqualTo("3.10");
    assertThat(release.jetpack()).isEqualTo("6.1");
    assertThat(release.cuda()).isEqualTo("12.6.68");
  }

  @Test
  void names_the_nearest_releases_for_an_unknown_one() {
    assertThatThrownBy(() -> FACTS.release("r36.4.1", null))
        .isInstanceOfSatisfying(
            JbuildException.class,
            e -> {
              assertThat(e.message()).isEqualTo("nothing is known about L4T \"r36.4.1\"");
              assertThat(e.hint().orElseThrow()).contains("r36.4.0, r36.4.3, r36.4.4");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"r32.7.1", "r32.5.0"})
  void refuses_jetpack_4_by_name(String l4t) {
    assertThatThrownBy(() -> FACTS.release(l4t, null))
        .isInstanceOfSatisfying(
            JbuildException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(JbuildException.Kind.INVALID_INPUT);
              assertThat(e.message())
                  .startsWith(
                      "jbuild does not build for L4T " + l4t + ": JetPack 4 has Python 3.6");
              assertThat(e.hint().orElseThrow()).contains("r34.1.0");
            });
  }

  @Test
  void says_when_a_release_is_disputed() {
    assertThat(FACTS.release("r36.3.0", null).confidence()).isEqualTo(Confidence.C);
  }

  @Test
  void knows_a_package_and_its_repository_by_release() {
    assertThat(FACTS.aptPackage("libcudnn9-cuda-12", "r36.4.3").orElseThrow().versionOrNull())
        .isEqualTo("9.3.0.75-1");
    assertThat(FACTS.aptPackage("libcudnn9-cuda-12", "r39.2.0").orElseThrow().versionOrNull())
        .isEqualTo("9.20.0.46-1");
    assertThat(FACTS.aptPackage("libcudnn9-cuda-12", "r35.6.0")).isEmpty();
    assertThat(FACTS.repository("jetson-common", "r36.5.0").orElseThrow().suite())
        .isEqualTo("r36.5");
  }

  @Test
  void suggests_the_library_set_that_was_meant() {
    assertThatThrownBy(() -> FACTS.library("cudn", null))
        .isInstanceOfSatisfying(
            JbuildException.class,
            e -> assertThat(e.hint().orElseThrow()).isEqualTo("did you mean \"cudnn\"?"));
  }
}
