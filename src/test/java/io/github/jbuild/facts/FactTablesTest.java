package io.github.jbuild.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FactTablesTest {

  private static final FactTables TABLES = FactTables.builtIn();
  private static final PlanFacts FACTS = PlanFacts.of(TABLES);

  @ParameterizedTest
  @EnumSource(FactTable.class)
  void every_row_has_a_source_and_a_confidence(FactTable table) {
    assertThat(TABLES.rows(table))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.source()).isNotBlank();
              assertThat(row.confidence()).isNotNull();
            });
  }

  @ParameterizedTest
  @EnumSource(FactTable.class)
  void every_source_can_be_looked_up(FactTable table) {
    assertThat(TABLES.rows(table))
        .allSatisfy(row -> assertThat(row.source()).doesNotMatch(".*id:\\d.*"));
  }

  @ParameterizedTest
  @EnumSource(FactTable.class)
  void every_key_is_there_once(FactTable table) {
    assertThat(TABLES.rows(table)).extracting(FactRow::key).doesNotHaveDuplicates();
  }

  @Test
  void every_fact_file_of_the_program_belongs_to_a_table() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(FactTable.class.getResource("/facts/l4t.yaml")).toURI())
            .resolveSibling(".");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(FactTable.values()).map(FactTable::file).distinct().toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "62a1beee,jp6/cu126/+f/62a/1beee9f2f1470/torch-2.8.0-cp310-cp310-linux_aarch64.whl",
    "e1e9e3dc,jp6/cu126/+f/e1e/9e3dc2f4d5551/onnxruntime_gpu-1.23.0-cp310-cp310-linux_aarch64.whl",
    "012c10be,sbsa/cu130/+f/012/c10bef23a39f0/onnxruntime_gpu-1.24.0-cp312-cp312-linux_aarch64.whl"
  })
  void the_address_of_a_wheel_follows_from_its_hash(String sha256, String path) {
    assertThat(FACTS.wheels())
        .filteredOn(wheel -> wheel.sha256().startsWith(sha256))
        .extracting(wheel -> WheelFact.address(wheel.index(), wheel.sha256(), wheel.file()))
        .containsExactly("https://pypi.jetson-ai-lab.io/" + path);
  }

  @Test
  void the_file_name_of_a_wheel_says_what_its_row_says() {
    assertThat(FACTS.wheels())
        .allSatisfy(
            wheel -> {
              String[] parts = wheel.file().split("-", -1);
              assertThat(parts[0]).isEqualTo(wheel.name().replace('-', '_'));
              assertThat(parts[1]).isEqualTo(wheel.version());
              assertThat(wheel.tag()).contains(parts[2]);
              assertThat("cu" + wheel.cuda().replace(".", ""))
                  .isEqualTo(wheel.index().split("/", 2)[1]);
            });
  }

  @Test
  void one_version_may_be_two_wheels_that_need_different_libraries() {
    List<WheelFact> builds =
        FACTS.wheels().stream()
            .filter(w -> w.name().equals("torch") && w.version().equals("2.8.0"))
            .toList();
    assertThat(builds)
        .extracting(WheelFact::life)
        .containsExactlyInAnyOrder(WheelFact.Life.CURRENT, WheelFact.Life.REPLACED);
    assertThat(builds.stream().filter(w -> w.needs().contains("libcudss.so.0")))
        .extracting(WheelFact::life)
        .containsExactly(WheelFact.Life.REPLACED);
  }

  @Test
  void tables_name_what_other_tables_have() {
    Facts facts = FACTS.facts();
    List<String> releases = facts.releases().stream().map(L4tRelease::l4t).toList();
    assertThat(facts.packages()).allSatisfy(row -> assertThat(releases).containsAll(row.l4t()));
    assertThat(facts.repositories()).allSatisfy(row -> assertThat(releases).containsAll(row.l4t()));
    assertThat(FACTS.images())
        .allSatisfy(
            image -> {
              assertThat(facts.family(image.family()).why()).isNotBlank();
              if (image.l4tOrNull() != null) {
                assertThat(releases).contains(image.l4tOrNull());
              }
            });
    for (AptPackage row : facts.packages()) {
      String repository = row.repositoryOrNull();
      if (repository != null) {
        assertThat(row.l4t())
            .as(row.name())
            .isNotEmpty()
            .anyMatch(l4t -> facts.repository(repository, l4t).isPresent());
      }
    }
  }

  @Test
  void the_package_of_a_library_set_has_its_libraries() {
    Facts facts = FACTS.facts();
    for (LibrarySet set : facts.libraries()) {
      String apt = set.aptOrNull();
      if (apt != null) {
        assertThat(facts.aptPackage(apt, "r36.4.0").orElseThrow().sonames())
            .as(set.name())
            .containsExactlyElementsOf(set.sonames());
      }
    }
  }

  @Test
  void images_are_pinned_by_digests() {
    assertThat(FACTS.images())
        .allSatisfy(
            image ->
                assertThat(
                        Objects.requireNonNullElse(
                            image.digestOrNull(), "sha256:" + "0".repeat(64)))
                    .matches("sha256:[0-9a-f]{64}"));
  }
}
