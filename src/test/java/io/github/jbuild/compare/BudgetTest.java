package io.github.jbuild.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.compare.Violation.Rule;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.image.Image;
import io.github.jbuild.testing.ImageFixture;
import io.github.jbuild.testing.PackageKeeper;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

  @ParameterizedTest
  @CsvSource({"999,1", "1000,0", "1001,0"})
  void exactly_the_largest_size_is_allowed(long max, int violations) {
    assertThat(new Budget(max, null).check(compare(1, 1000))).hasSize(violations);
  }

  @ParameterizedTest
  @CsvSource({
    "5%,1050,0",
    "5%,1051,1",
    "0%,1000,0",
    "0%,1001,1",
    "-10%,900,0",
    "-10%,901,1",
    "+50B,1050,0",
    "50B,1051,1",
    "-1kB,1,1"
  })
  void growth_is_held_against_the_reference(String growth, int bytes, int violations) {
    assertThat(new Budget(null, Growth.parse(growth)).check(compare(1000, bytes)))
        .hasSize(violations);
  }

  @Test
  void nothing_may_grow_from_an_empty_reference_by_percent() {
    Budget budget = new Budget(null, Growth.parse("5%"));

    assertThat(budget.check(compare(0, 0))).isEmpty();
    assertThat(budget.check(compare(0, 1)))
        .extracting(Violation::rule)
        .containsExactly(Rule.MAX_GROWTH);
  }

  @Test
  void the_reference_may_be_larger_than_the_budget_unless_it_is_alone() {
    assertThat(new Budget(500L, null).check(compare(1000, 400))).isEmpty();
    assertThat(new Budget(500L, null).check(compare(1000)))
        .extracting(Violation::toString)
        .containsExactly("image0 has 1.0 kB (1000 B), 500 B more than the 500 B of the budget");
    assertThat(new Budget(500L, null).check(Anatomy.of("alone", image(501)))).hasSize(1);
  }

  @Test
  void a_growth_that_is_too_large_is_told_with_both_numbers() {
    assertThat(new Budget(null, Growth.parse("5%")).check(compare(1000, 1100)))
        .extracting(Violation::message)
        .containsExactly("image1 differs from image0 by +100 B (+10.0 %), more than 5 %");
    assertThat(new Budget(null, Growth.parse("50B")).check(compare(1000, 1100)))
        .extracting(Violation::message)
        .containsExactly("image1 differs from image0 by +100 B (+10.0 %), more than +50 B");
  }

  @Test
  void an_image_that_is_not_built_proves_nothing() {
    Comparison comparison =
        Comparison.of(
            List.of(
                Subject.notBuilt("a", "no image a"),
                Subject.built("b", image(10)),
                Subject.notBuilt("c", "no image c")));

    assertThat(new Budget(100L, Growth.parse("5%")).check(comparison))
        .extracting(Violation::image)
        .containsExactly("a", "c");
    assertThat(new Budget(100L, null).check(comparison))
        .extracting(Violation::image)
        .containsExactly("c");
    assertThat(Budget.NONE.check(comparison)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "%", "5%%", "--5%", "five", "-", "1e3%", "5 GB %"})
  void what_is_no_growth_is_refused(String text) {
    assertThatThrownBy(() -> Growth.parse(text))
        .isInstanceOfSatisfying(
            JbuildException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(JbuildException.Kind.USAGE);
              assertThat(e.hint()).isPresent();
            });
  }

  private static Comparison compare(int... sizes) {
    return Comparison.of(
        IntStream.range(0, sizes.length)
            .mapToObj(i -> Subject.built("image" + i, image(sizes[i])))
            .toList());
  }

  private static Image image(int bytes) {
    return PackageKeeper.read(ImageFixture.image().layer(l -> l.file("/f", new byte[bytes])));
  }
}
