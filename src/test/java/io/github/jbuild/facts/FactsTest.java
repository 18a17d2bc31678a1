package io.github.jbuild.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.core.JbuildException;
import org.junit.jupiter.api.Test;

final class FactsTest {

  private static final Facts FACTS = Facts.builtIn();

  @Test
  void has_a_source_for_every_row() {
    assertThat(FACTS.releases())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.source()).isNotBlank());
    assertThat(FACTS.libraries())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.source()).isNotBlank());
  }

  @Test
  void ships_nothing_that_is_only_inferred_as_certain() {
    assertThat(FACTS.libraries()).noneMatch(row -> row.confidence() == Confidence.C);
  }

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

  @Test
  void names_each_release_once() {
    assertThat(FACTS.releases()).extracting(L4tRelease::l4t).doesNotHaveDuplicates();
  }

  @Test
  void suggests_the_library_set_that_was_meant() {
    assertThatThrownBy(() -> FACTS.library("cudn", null))
        .isInstanceOfSatisfying(
            JbuildException.class,
            e -> assertThat(e.hint().orElseThrow()).isEqualTo("did you mean \"cudnn\"?"));
  }
}
