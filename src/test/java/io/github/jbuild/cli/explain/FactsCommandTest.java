package io.github.jbuild.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.cli.TestConsole;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.facts.FactTable;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.PlanFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FactsCommandTest {

  private static final String TORCH =
      "62a1beee9f2f147076a974d2942c90060c12771c94740830327cae705b2595fc";

  @TempDir Path folder;
  private TestConsole console = new TestConsole();

  @Test
  void without_a_table_it_lists_the_tables_with_their_rows() {
    assertThat(run()).isZero();
    int wheels = FactTables.builtIn().rows(FactTable.WHEELS).size();
    assertThat(console.out())
        .containsPattern("(?m)^l4t +\\d+ +Jetson Linux")
        .containsPattern("(?m)^wheels +" + wheels + " +Jetson wheels by hash");
    assertThat(console.out().lines()).hasSize(FactTable.values().length + 1);
  }

  @Test
  void a_table_prints_each_row_with_confidence_and_source() {
    assertThat(run("pairs")).isZero();
    assertThat(console.out())
        .containsPattern("(?m)^torch +torchvision +torchaudio +triton +source$")
        .containsPattern("(?m)^2\\.8 +0\\.23 +2\\.8 +3\\.4 +A +wheel pairs of the Jetson index");
  }

  @Test
  void a_name_chooses_rows_and_a_single_row_is_printed_whole() {
    assertThat(run("l4t", "r36.4.7")).isZero();
    assertThat(console.out())
        .containsPattern("(?m)^cudnn +9\\.3\\.0\\.75$")
        .containsPattern("(?m)^note +CUDA allocations fail")
        .containsPattern("(?m)^confidence +A$")
        .containsPattern("(?m)^source +OE4T/meta-tegra");
  }

  @Test
  void a_wheel_is_printed_with_its_address() {
    assertThat(run("wheels", "62a1beee")).isZero();
    assertThat(console.out())
        .containsPattern(
            "(?m)^address +https://pypi\\.jetson-ai-lab\\.io/jp6/cu126/\\+f/62a/1beee9f2f1470/torch-2\\.8\\.0-");
  }

  @Test
  void a_name_is_first_the_whole_and_then_a_part() throws IOException {
    assertThat(json("wheels", "torch")).allMatch(row -> row.get("name").asText().equals("torch"));
    assertThat(json("wheels", "onnxruntime_gpu")).isNotEmpty();
    assertThat(json("wheels", "62a1beee"))
        .singleElement()
        .satisfies(row -> assertThat(row.get("sha256").asText()).isEqualTo(TORCH));
    assertThat(json("images", "l4t-jetpack"))
        .isNotEmpty()
        .allMatch(row -> row.get("family").asText().equals("l4t-jetpack"));
    assertThat(json("l4t", "r36.4")).hasSize(4);
  }

  @Test
  void json_is_complete_and_typed() throws IOException {
    JsonNode image = json("images", "nvcr.io/nvidia/l4t-jetpack:r36.4.0").get(0);
    assertThat(image.get("python").isTextual()).isTrue();
    assertThat(image.get("python").asText()).isEqualTo("3.10");
    assertThat(image.get("compressed-bytes").isNumber()).isTrue();
    assertThat(image.get("source").asText()).contains("anduril/jetpack-nixos");
    JsonNode index = json("indexes", "https://pypi.jetson-ai-lab.io/jp5").get(0);
    assertThat(index.get("alive").isBoolean()).isTrue();
    assertThat(json("families", "ubuntu").get(0).get("env").get("NVIDIA_VISIBLE_DEVICES").asText())
        .isEqualTo("all");
  }

  @Test
  void yaml_of_all_tables_is_a_fact_file_that_changes_nothing() {
    assertThat(run("--format", "yaml")).isZero();
    FactTables builtIn = FactTables.builtIn();
    FactTables laid = builtIn.with("all.yaml", console.out());
    assertThat(PlanFacts.of(laid).wheels()).isEqualTo(PlanFacts.of(builtIn).wheels());
    assertThat(new Facts(laid).families()).isEqualTo(new Facts(builtIn).families());
    assertThat(new Facts(laid).packages()).isEqualTo(new Facts(builtIn).packages());
    assertThat(laid.rows(FactTable.POWER)).hasSameSizeAs(builtIn.rows(FactTable.POWER));
  }

  @Test
  void an_unknown_table_or_name_is_wrong_usage_with_the_nearest_name() {
    assertThat(run("wheel")).isEqualTo(2);
    assertThat(console.err())
        .contains("error: there is no table of facts \"wheel\"", "did you mean \"wheels\"?");
    console = new TestConsole();
    assertThat(run("wheels", "torchvison")).isEqualTo(2);
    assertThat(console.err())
        .contains(
            "error: nothing is known about \"torchvison\" in wheels",
            "did you mean \"torchvision\"");
  }

  @Test
  void a_users_file_is_laid_over_by_option_or_variable() throws IOException {
    Path mine = folder.resolve("mine.yaml");
    Files.writeString(
        mine, "power: [{module: Our board, id: 7, mode: QUIET, confidence: B, source: us}]\n");
    assertThat(run("power", "our board", "--facts", mine.toString())).isZero();
    assertThat(console.out()).containsPattern("(?m)^mode +QUIET$");

    console = new TestConsole(Map.of("JBUILD_FACTS", mine.toString()));
    assertThat(run("power", "our board")).isZero();
    assertThat(console.out()).containsPattern("(?m)^mode +QUIET$");

    console = new TestConsole(Map.of("JBUILD_FACTS", "./none.yaml"));
    assertThat(run("power", "--facts", mine.toString())).isZero();
  }

  @Test
  void a_facts_file_that_is_wrong_or_missing_is_told_by_its_exit_code() throws IOException {
    Path mine = folder.resolve("mine.yaml");
    Files.writeString(mine, "power:\n  - {module: Our board, id: 7, mode: QUIET, source: us}\n");
    assertThat(run("power", "--facts", mine.toString())).isEqualTo(3);
    assertThat(console.err())
        .contains("error: the row has no \"confidence\"", mine + ":2:5\n", "hint: A: two or more");

    console = new TestConsole();
    assertThat(run("power", "--facts", folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(console.err()).contains("error: cannot read the facts file", "JBUILD_FACTS");
  }

  private List<JsonNode> json(String... arguments) throws IOException {
    console = new TestConsole();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--format", "json"));
    assertThat(run(all.toArray(String[]::new))).isZero();
    List<JsonNode> rows = new ArrayList<>();
    new ObjectMapper().readTree(console.out()).forEach(list -> list.forEach(rows::add));
    return rows;
  }

  private int run(String... arguments) {
    List<String> line = new ArrayList<>(List.of(FactsCommand.NAME));
    line.addAll(List.of(arguments));
    return console.run(
        FactsCommand.NAME,
        invocation -> new FactsCommand(new BuiltIns(), invocation),
        line.toArray(String[]::new));
  }
}
