package io.github.jbuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.facts.BaseImage;
import io.github.jbuild.facts.FactColumn;
import io.github.jbuild.facts.FactTable;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.facts.PlanFacts;
import io.github.jbuild.profile.load.ProfileSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents say what the program knows. */
class DocumentationTest {

  @Test
  void explains_each_key_of_the_schema_and_no_other() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(ProfileSchema.json());
    Set<String> known = new TreeSet<>();
    collect(schema, schema.at("/$defs/fields"), "", known);

    Set<String> explained =
        Pattern.compile("(?m)^\\| `([^`]+)` \\|")
            .matcher(Files.readString(Path.of("docs/profile.md")))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(explained).isEqualTo(known);
  }

  @Test
  void readme_lists_each_exit_code() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    assertThat(Arrays.stream(JbuildException.Kind.values()))
        .allSatisfy(kind -> assertThat(readme).contains("\n| " + kind.exitCode() + " | "));
  }

  static List<String> documents() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "dev/bed/README.md"), pages.map(Path::toString).sorted())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void links_lead_somewhere(String document) throws IOException {
    Path path = Path.of(document);
    assertThat(
            Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)")
                .matcher(Files.readString(path))
                .results()
                .map(match -> path.resolveSibling(match.group(1))))
        .allSatisfy(target -> assertThat(target).exists());
  }

  @Test
  void names_each_table_of_facts_with_its_columns() throws IOException {
    String page = Files.readString(Path.of("docs/facts.md"));
    assertThat(FactTable.values())
        .allSatisfy(
            table -> {
              String columns =
                  table.columns().stream()
                      .filter(column -> !List.of("confidence", "source").contains(column.name()))
                      .map(column -> column(table, column))
                      .collect(Collectors.joining(" "));
              assertThat(page)
                  .contains(
                      "\n| `%s` | `%s` | %s | %s |\n"
                          .formatted(table.id(), table.list(), table.about(), columns));
            });
  }

  @Test
  void the_example_of_a_users_facts_is_one() throws IOException {
    String page = Files.readString(Path.of("docs/facts.md"));
    int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
    FactTables laid =
        FactTables.builtIn()
            .with("docs/facts.md", page.substring(begin, page.indexOf("```", begin)));
    assertThat(PlanFacts.of(laid).images())
        .extracting(BaseImage::image)
        .contains("registry.example/jetson-base:1");
  }

  private static String column(FactTable table, FactColumn column) {
    String name = '`' + column.name() + '`';
    return (table.key().contains(column.name()) ? "**" + name + "**" : name)
        + (column.required() ? "" : "?");
  }

  /** Follows what a schema says of a value; names that users choose become {@code NAME}. */
  private static void collect(JsonNode schema, JsonNode node, String path, Set<String> known) {
    if (node.path("$ref").isTextual()) {
      collect(schema, schema.at(node.get("$ref").asText().substring(1)), path, known);
    }
    node.path("anyOf").forEach(one -> collect(schema, one, path, known));
    if (node.has("items")) {
      collect(schema, node.get("items"), path + "[]", known);
    }
    if (node.path("additionalProperties").isObject()) {
      collect(schema, node.get("additionalProperties"), path + ".NAME", known);
    }
    node.path("properties")
        .properties()
        .forEach(
            field -> {
              String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
              known.add(key);
              collect(schema, field.getValue(), key, known);
            });
  }
}
