package io.github.jbuild.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.cli.TestConsole;
import io.github.jbuild.core.TerminalText;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.facts.StepReason;
import io.github.jbuild.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {

  private final TestConsole console = new TestConsole();

  @Test
  void every_kind_of_step_has_a_reason_with_a_source() {
    List<StepReason> rows = StepReason.of(FactTables.builtIn());

    assertThat(Step.kinds())
        .allSatisfy(kind -> assertThat(StepReason.find(rows, kind, "any")).isPresent());
    assertThat(rows).allSatisfy(row -> assertThat(row.source()).isNotBlank());
  }

  @Test
  void the_reason_of_the_nearest_field_is_given() {
    List<StepReason> rows = StepReason.of(FactTables.builtIn());

    assertThat(StepReason.find(rows, "pip-install", "python.no-deps[0]").orElseThrow().why())
        .contains("declare torch");
    assertThat(StepReason.find(rows, "pip-install", "python.no-depsy").orElseThrow().why())
        .contains("PyPI and from there only");
    assertThat(StepReason.find(rows, "no-kind", "python")).isEmpty();
  }

  @Test
  void a_profile_says_field_place_reason_and_source_of_each_step() throws IOException {
    assertThat(run("explain", "cuda-base", "--format", "json")).isZero();
    JsonNode pages = new ObjectMapper().readTree(console.out());

    assertThat(pages)
        .isNotEmpty()
        .allSatisfy(
            page -> {
              for (String part : List.of("number", "kind", "title", "field", "why", "Jetson")) {
                assertThat(page.path(part).asText()).as(part).isNotBlank();
              }
              assertThat(page.get("source").asText()).isNotBlank();
            });
    JsonNode collect = pages.get(1);
    assertThat(collect.get("kind").asText()).isEqualTo("collect-libraries");
    assertThat(collect.get("field").asText())
        .matches("libraries\\.cudnn .*cuda-base\\.yaml:\\d+:\\d+");
    assertThat(collect.get("source").asText()).contains("libcudnn9-cuda-12");
  }

  @Test
  void a_profiles_own_reason_takes_the_place_of_ours() {
    assertThat(run("explain", "gliner-api")).isZero();
    assertThat(console.out()).contains("why       uvloop, which uvicorn", "--reload");
  }

  @Test
  void a_reason_for_one_of_a_list_stands_with_the_step_of_the_list(@TempDir Path folder)
      throws IOException {
    Path own = folder.resolve("own.yaml");
    Files.writeString(
        own,
        """
        extends: cuda-base
        profile: own
        reasons: {"apt.runtime[0]": the init of the service}
        """);
    assertThat(run("explain", own.toString())).isZero();
    assertThat(console.out()).contains("apt.runtime[0]: the init of the service");
  }

  @Test
  void steps_of_a_profile_are_named_by_number_or_kind() {
    assertThat(run("explain", "repin", "-p", "cuda-base")).isZero();
    assertThat(console.out()).contains("re-pin", "field     python.wheels ").hasLineCount(7);

    assertThat(run("explain", "2", "-p", "cuda-base")).isZero();
    assertThat(console.out()).contains("2 collect-libraries collect cudnn");
  }

  @Test
  void a_kind_of_step_has_a_page() {
    assertThat(run("explain", "pip-install")).isZero();
    assertThat(console.out()).contains("pip-install\n", "field     python.no-deps", "source ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JB205", "jb205"})
  void a_code_has_a_page(String code) {
    assertThat(run("explain", code)).isZero();
    assertThat(console.out()).startsWith("JB205 init\n").contains("why ", "SIGTERM", "found ");
  }

  @Test
  void without_arguments_lists_what_can_be_explained() {
    assertThat(run("explain")).isZero();
    assertThat(console.out()).contains("cuda-base", "repin", "JB205");
  }

  @ParameterizedTest
  @CsvSource({
    "cuda-bsae, nothing is named, did you mean \"cuda-base\"?",
    "repni, nothing is named, did you mean \"repin\"?",
    "JB2055, nothing is named, did you mean \"JB205\"",
    "qqqqqqqqqq, nothing is named, jbuild explain prints what can be explained",
    "99 -p cuda-base, the profile has no step \"99\", its steps are numbered from 1 to",
    "-p cuda-base -p jetpack, only one profile at a time, give --profile once"
  })
  void what_is_not_known_is_wrong_usage(String arguments, String message, String hint) {
    assertThat(run(("explain " + arguments).split(" "))).isEqualTo(2);
    assertThat(console.err()).contains(message, hint);
  }

  @Test
  void pages_fit_a_narrow_terminal() {
    Page page =
        new Page(Map.of("kind", "repin"), Map.of("why", "a word and another ".repeat(20).strip()));

    assertThat(page.text(40).lines())
        .hasSizeGreaterThan(5)
        .allSatisfy(line -> assertThat(TerminalText.width(line)).isLessThanOrEqualTo(40));
    assertThat(page.text(40).lines().skip(2))
        .allSatisfy(line -> assertThat(line).startsWith(" ".repeat(12)));
  }

  private int run(String... arguments) {
    return console.jbuild(arguments);
  }
}
