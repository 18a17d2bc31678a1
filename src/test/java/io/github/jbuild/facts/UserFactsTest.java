package io.github.jbuild.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.core.JbuildException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserFactsTest {

  private static final FactTables BUILT_IN = FactTables.builtIn();

  @Test
  void values_replace_those_of_the_row_with_the_same_key() {
    Facts facts =
        new Facts(
            with(
                """
                releases:
                  - l4t: r36.4.0
                    python: "3.11"
                    confidence: B
                    source: our stand-in base
                """));
    L4tRelease release = facts.release("r36.4.0", null);
    assertThat(release.python()).isEqualTo("3.11");
    assertThat(release.cudnn()).isEqualTo("9.3.0.75");
    assertThat(release.source()).isEqualTo("our stand-in base");
    assertThat(facts.releases()).hasSameSizeAs(Facts.builtIn().releases());
    assertThat(new Facts(BUILT_IN).release("r36.4.0", null).python()).isEqualTo("3.10");
  }

  @Test
  void rows_with_another_key_are_added() {
    PlanFacts facts =
        PlanFacts.of(
            with(
                """
                images:
                  - {image: "registry.example/base:1", family: ubuntu, python: "3.11", confidence: B, source: us}
                torch:
                  - {torch: "3.0", torchvision: "1.0", torchaudio: "3.0", confidence: C, source: a guess}
                """));
    assertThat(facts.images())
        .last()
        .satisfies(
            image -> {
              assertThat(image.image()).isEqualTo("registry.example/base:1");
              assertThat(image.pythonOrNull()).isEqualTo("3.11");
            });
    assertThat(facts.pairs()).last().extracting(ImageFacts.TorchPair::torch).isEqualTo("3.0");
  }

  @Test
  void a_guess_is_no_fact_for_finished_images() {
    FactTables tables =
        with(
            """
            torch:
              - {torch: "2.8", torchvision: "0.99", confidence: C, source: a guess}
            wheels:
              - {sha256: 62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc, confidence: C, source: a guess}
            """);
    assertThat(ImageFacts.of(tables).pair("2.8")).isEmpty();
    assertThat(ImageFacts.of(tables).numpy()).noneMatch(need -> need.name().equals("torch"));
    assertThat(ImageFacts.builtIn().pair("2.8")).isPresent();
  }

  @Test
  void a_user_may_build_for_a_refused_release_only_by_saying_all_of_another() {
    FactTables tables =
        with(
            """
            releases:
              - {l4t: r40.1.0, jetpack: "8.0", cuda: "14.0", cudnn: "10", tensorrt: "11", ubuntu: "26.04",
                 python: "3.14", sm: ["120"], confidence: B, source: release notes}
            """);
    assertThat(new Facts(tables).release("r40.1.0", null).python()).isEqualTo("3.14");
  }

  @Test
  void a_file_with_nothing_in_it_changes_nothing() {
    FactTables tables = with("# none yet\n");
    for (FactTable table : FactTable.values()) {
      assertThat(tables.rows(table)).isEqualTo(BUILT_IN.rows(table));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|1:1|a facts file must be a map of tables, not a list|jbuild facts --format yaml",
        "wheel: []|1:1|there is no table of facts \"wheel\"|did you mean \"wheels\"?",
        "wheels: {}|1:1|wheels must be a list of rows, not a map|begin each row with",
        "wheels: [x]|1:10|a row of wheels must be a map, not the string \"x\"|",
        "torch: [{tourch: x}]|1:10|rows of torch have no \"tourch\"|did you mean \"torch\" or \"source\"?",
        "torch: [{torch: [x]}]|1:10|torch must be a version, such as 12.6.68, not a list|jbuild facts pairs",
        "torch: [{torch: '2.8', confidence: A}]|1:9|the row has no \"source\"|give the source",
        "torch: [{torch: '2.8', source: us}]|1:9|the row has no \"confidence\"|A: two or more",
        "torch: [{torch: '2.8', confidence: D}]|1:36|confidence must be A, B or C, not the string \"D\"|",
        "torch: [{source: us, confidence: A}]|1:9|the row has no \"torch\"|it distinguishes the rows of torch",
        "torch: [{torch: '9', source: us, confidence: A}]|1:9|the row has no torchvision, torchaudio|no built-in row of torch has this torch",
        "torch: [{torch: '2.8', source: us, confidence: A}, {torch: '2.8', source: we, confidence: B}]|1:52|this row of torch is a duplicate|the first is on line 1",
        "wheels: [{sha256: 12}]|1:19|sha256 must be a sha256|",
        "wheels: [{life: dead}]|1:17|life must be current, replaced, gone or unknown|",
        "indexes: [{alive: maybe}]|1:19|alive must be true or false|",
        "images: [{layers: many}]|1:19|layers must be a whole number|",
        "images: [{layers: 123456}]|1:19|layers must be a whole number below 10000|",
        "images: [{image: 'App:1'}]|1:18|image must be an image reference|",
        "images: [{digest: 'sha256:12'}]|1:19|digest must be a digest|",
        "wheels: [{numpy: abc}]|1:18|numpy must be a version specifier|",
        "wheels: [{numpy: '>=1,,<2'}]|1:18|numpy must be a version specifier|",
        "wheels: [{cuda: twelve}]|1:17|cuda must be a version, such as 12.6.68|",
        "torch: [{torchvision: 0.x-}]|1:23|torchvision must be a version|",
        "families: [{env: [x]}]|1:13|env must be a map of strings, not a list|",
        "families: [{brings: x}]|1:21|brings must be a list of strings|",
        "torch: [{torch: }]|1:16|torch must be a version, such as 12.6.68, not nothing|",
      })
  void mistakes_have_a_place_and_a_remedy(String text, String place, String message, String hint) {
    assertThatThrownBy(() -> with(text))
        .isInstanceOfSatisfying(
            JbuildException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(JbuildException.Kind.INVALID_INPUT);
              assertThat(e.message()).startsWith(message);
              assertThat(e.span().orElseThrow().toString()).isEqualTo("mine.yaml:" + place);
              assertThat(e.hint().orElse("")).contains(hint == null ? "" : hint);
            });
  }

  private static FactTables with(String text) {
    return BUILT_IN.with("mine.yaml", text);
  }
}
