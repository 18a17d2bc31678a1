package io.github.jbuild.core.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreRulesTest {

  private static IgnoreRules rules(String content) {
    return IgnoreRules.parse("app/.dockerignore", content.getBytes(StandardCharsets.UTF_8));
  }

  private static JbuildException refusal(String content) {
    return Assertions.assertThrows(JbuildException.class, () -> rules(content));
  }

  @Test
  void names_file_line_and_column_of_an_invalid_pattern() {
    JbuildException error = refusal("# models\nmodels\r\n  src/[a-\r\n");
    assertThat(error.kind()).isEqualTo(Kind.INVALID_INPUT);
    assertThat(error.span()).hasValueSatisfying(span -> assertThat(span.line()).isEqualTo(3));
    assertThat(error.span().orElseThrow()).hasToString("app/.dockerignore:3:3");
    assertThat(error.span().orElseThrow().text()).isEqualTo("  src/[a-");
  }

  @Test
  void refuses_an_exception_without_a_pattern() {
    assertThat(refusal("docs\n !  \n"))
        .hasMessage("an exception without a pattern: \"!\"")
        .extracting(error -> error.span().orElseThrow().column())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a|b*", "a{2}*", "?^", "C:\\data", "a\\w", "[a*]", "[?]", "[[:alpha:]]"})
  void refuses_what_docker_reads_as_a_regular_expression(String pattern) {
    assertThat(refusal(pattern).message()).contains("docker");
    assertThat(refusal(pattern).hint()).hasValueSatisfying(hint -> assertThat(hint).contains("\\"));
  }

  @ParameterizedTest
  @CsvSource({"a\\|b*,a|bc", "a\\{2}*,a{2}x", "?\\^,a^", "C:\\\\data,C:\\data", "[a\\*],*"})
  void reads_the_form_that_the_hint_asks_for(String pattern, String path) {
    assertThat(rules(pattern).ignores(path)).isTrue();
  }

  @Test
  void refuses_a_line_that_docker_cannot_read() {
    assertThat(refusal("a\n" + "x".repeat(70_000)).message()).contains("65,535");
  }

  /** Trying every way to spread the stars would take longer than anyone can wait. */
  @Test
  void does_not_try_every_way_to_spread_the_stars() {
    String pattern = "a*".repeat(500) + "**/x".repeat(500) + "b";
    assertThat(rules(pattern).ignores("a".repeat(4000))).isFalse();
  }

  @Test
  void knows_where_an_exception_may_still_keep_something() {
    IgnoreRules rules = rules("**\n!src/**/*.py\n!docs/a.md");
    assertThat(rules.mayKeepBelow("src")).isTrue();
    assertThat(rules.mayKeepBelow("src/a/b")).isTrue();
    assertThat(rules.mayKeepBelow("docs")).isTrue();
    assertThat(rules.mayKeepBelow("docs/a.md")).isFalse();
    assertThat(rules.mayKeepBelow("models")).isFalse();
  }

  @Test
  void hides_nothing_without_patterns() {
    assertThat(rules("").ignores("a/b")).isFalse();
    assertThat(IgnoreRules.NONE.ignores("a")).isFalse();
  }

  @Test
  void reads_bytes_that_are_not_text() {
    assertThatExceptionOfType(JbuildException.class)
        .isThrownBy(() -> IgnoreRules.parse("x", new byte[] {'[', (byte) 0xE9, '\n'}));
    assertThat(IgnoreRules.parse("x", new byte[] {(byte) 0xE9, 0, 'a'}).ignores("a")).isFalse();
  }
}
