package io.github.jbuild.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.core.JbuildException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  @ParameterizedTest
  @CsvSource({
    "3.10,NUMBER", "3.0,NUMBER", "007,NUMBER", "1e3,NUMBER", "2.8.0,TEXT", "yes,TEXT", "ON,TEXT",
    "0x10,TEXT", "2026-01-01,TEXT", "true,BOOL", "False,BOOL", "~,NULL", "null,NULL", ".inf,TEXT",
    "12:30:45,TEXT", "'\"3.10\"',TEXT"
  })
  void scalars_keep_their_text(String text, YamlNode.Type type) {
    YamlNode.Scalar scalar = (YamlNode.Scalar) read(text);

    assertThat(scalar.type()).isEqualTo(type);
    assertThat(scalar.text()).isEqualTo(text.replace("\"", ""));
  }

  @Test
  void keys_and_values_know_their_place() {
    YamlNode.Mapping root =
        (YamlNode.Mapping)
            read(
                """
                a:
                  b: [x, yy]
                """);
    YamlNode.Mapping a = (YamlNode.Mapping) entry(root, "a").value();
    YamlNode.Sequence b = (YamlNode.Sequence) entry(a, "b").value();

    assertThat(entry(root, "a").keySpan()).hasToString("f.yaml:1:1");
    assertThat(entry(a, "b").keySpan()).hasToString("f.yaml:2:3");
    assertThat(b.items().get(1).span()).hasToString("f.yaml:2:10");
    assertThat(b.items().get(1).span().text()).isEqualTo("  b: [x, yy]");
  }

  @Test
  void columns_count_characters_outside_the_first_plane_once() {
    assertThat(((YamlNode.Sequence) read("[😀, x]")).items().get(1).span().column()).isEqualTo(5);
  }

  @Test
  void text_without_a_document_is_empty() {
    assertThat(YamlReader.read("f.yaml", "# only a comment\n")).isEmpty();
  }

  @Test
  void aliases_repeat_values() {
    YamlNode.Mapping root = (YamlNode.Mapping) read("a: &x [1]\nb: *x\n");

    assertThat(entry(root, "b").value()).isEqualTo(entry(root, "a").value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]",
        "!!str text",
        "a: !local {b: c}",
        "! text",
        "!!binary aGk="
      })
  void refuses_tags(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(JbuildException.class)
        .hasMessageContaining("YAML tags such as");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: 1\na: 2'|f.yaml:2:1|the key \"a\" is a duplicate",
        "'a: 1\n---\nb: 2'|f.yaml:2:1|a second document begins here",
        "'a: 1\n<<: {b: 1}'|f.yaml:2:1|merge keys (<<) are not supported",
        "'? [a]\n: b'|f.yaml:1:3|a key must be a string, not a list",
        "'a: *nowhere'|f.yaml:1:4|the alias \"*nowhere\" refers to an unfinished anchor",
        "'a: &a [*a]'|f.yaml:1:8|the alias \"*a\" refers to an unfinished anchor",
        "'a: b: c'|f.yaml:1:5|not valid YAML: mapping values are not allowed here",
        "'a: [1'|f.yaml:1:6|not valid YAML: expected ',' or ']', but got <stream end>",
        "'a: \"\u0001\"'|f.yaml:1:5|the character U+0001 is not allowed in YAML",
        "'a:\n  b: \u0000'|f.yaml:2:6|the character U+0000 is not allowed in YAML",
        "'a: [x, \"\\u'|f.yaml:1:5|not valid YAML: there is an invalid escape after this",
        "'a: \u001b[31m'|f.yaml:1:4|the character U+001B is not allowed in YAML"
      })
  void refuses_with_place(String yaml, String place, String message) {
    JbuildException error = catchThrowableOfType(JbuildException.class, () -> read(yaml));

    assertThat(error.message()).isEqualTo(message);
    assertThat(error.span().orElseThrow()).hasToString(place);
    assertThat(error.span().orElseThrow().text()).doesNotContain("\u001b", "\u0000", "\u0001");
    assertThat(error.kind()).isEqualTo(JbuildException.Kind.INVALID_INPUT);
  }

  @Test
  void refuses_tabs_with_a_remedy() {
    JbuildException error = catchThrowableOfType(JbuildException.class, () -> read("a:\n\tb: c\n"));

    assertThat(error.hint()).contains("indent with spaces");
  }

  @Test
  void refuses_many_aliases() {
    assertThatThrownBy(() -> read("a: &x 1\nb: [" + "*x, ".repeat(51) + "]"))
        .hasMessage("more than 50 aliases");
  }

  @Test
  void refuses_aliases_that_multiply() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol]\n");
    for (int i = 1; i <= 10; i++) {
      String alias = "*a" + (i - 1);
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(5)));
    }

    assertThatThrownBy(() -> read(laughs.toString()))
        .hasMessage("more than 20000 values, with aliases expanded");
  }

  @ParameterizedTest
  @ValueSource(ints = {51, 100_000})
  void refuses_deep_nesting(int depth) {
    assertThatThrownBy(() -> read("[".repeat(depth + 1)))
        .hasMessage("nested deeper than 50 levels");
  }

  @Test
  void refuses_large_texts() {
    assertThatThrownBy(() -> read("a: " + "x".repeat(1 << 20)))
        .hasMessage("the text has more than 1048576 characters");
  }

  @Test
  void reads_a_huge_scalar_within_the_limit() {
    assertThat(((YamlNode.Scalar) read("x".repeat(1 << 19))).text()).hasSize(1 << 19);
  }

  @Test
  void messages_cut_long_values() {
    assertThatThrownBy(() -> read("!<" + "x".repeat(5000) + "> a"))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  private static YamlNode read(String yaml) {
    return YamlReader.read("f.yaml", yaml).orElseThrow();
  }

  private static YamlNode.Entry entry(YamlNode.Mapping mapping, String key) {
    return java.util.Objects.requireNonNull(mapping.entries().get(key));
  }
}
