package io.github.jbuild.profile.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.profile.decode.ExpectDecoder;
import io.github.jbuild.testing.ProfileCorpus;
import io.github.jbuild.yaml.YamlNode;
import io.github.jbuild.yaml.YamlReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema and the program must think the same of a profile. */
class ProfileSchemaTest {

  @TempDir Path folder;
  private Validator validator;
  private URI schema;

  @BeforeEach
  void schema() {
    validator =
        new ValidatorFactory().withJsonNodeFactory(new JacksonNode.Factory()).createValidator();
    schema = validator.registerSchema(ProfileSchema.json());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void agrees_with_the_program(String name, String text, boolean good) {
    new ProfileFolder(folder).file("mine.yaml", text);

    assertThat(schemaAccepts(text)).as("schema: " + name).isEqualTo(good);
    assertThat(programAccepts()).as("program: " + name).isEqualTo(good);
  }

  @Test
  void accepts_the_built_in_profiles() {
    for (String name : BuiltInProfiles.NAMES) {
      assertThat(schemaAccepts(BuiltInProfiles.text(name))).as(name).isTrue();
    }
  }

  @Test
  void accepts_fragments_that_the_program_accepts() {
    for (String name : BuiltInProfiles.FRAGMENTS) {
      assertThat(schemaAccepts(BuiltInProfiles.text("fragments/" + name))).as(name).isTrue();
    }
    assertThat(schemaAccepts("fragment: f\napp: {env: {A: null}}\n")).isTrue();
    for (String foreign : List.of("l4t: r36.4.0", "base: {}", "extends: a", "use: [a]", "x: 1")) {
      assertThat(schemaAccepts("fragment: f\n" + foreign + "\n")).as(foreign).isFalse();
    }
    assertThat(schemaAccepts("fragment: null\n")).isFalse();
  }

  @Test
  void knows_the_same_components() throws IOException {
    JsonNode expect =
        new ObjectMapper().readTree(ProfileSchema.json()).at("/$defs/expect/properties");
    List<String> keys = new java.util.ArrayList<>();
    expect.fieldNames().forEachRemaining(keys::add);
    keys.remove("max-size");

    assertThat(keys).isEqualTo(ExpectDecoder.COMPONENTS);
  }

  static Stream<Object[]> documents() throws IOException {
    return Stream.concat(
        ProfileCorpus.good().stream().map(one -> new Object[] {one.name(), one.text(), true}),
        ProfileCorpus.bad().stream().map(one -> new Object[] {one.name(), one.text(), false}));
  }

  private boolean schemaAccepts(String text) {
    YamlNode root = YamlReader.read("mine.yaml", text).orElseThrow();
    return validator.validate(schema, json(root)).isValid();
  }

  private boolean programAccepts() {
    try {
      new ProfileFolder(folder).load("./mine.yaml");
      return true;
    } catch (JbuildException e) {
      return false;
    }
  }

  private static JsonNode json(YamlNode node) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    if (node instanceof YamlNode.Mapping mapping) {
      ObjectNode object = factory.objectNode();
      mapping.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
      return object;
    }
    if (node instanceof YamlNode.Sequence sequence) {
      return factory
          .arrayNode()
          .addAll(sequence.items().stream().map(ProfileSchemaTest::json).toList());
    }
    YamlNode.Scalar scalar = (YamlNode.Scalar) node;
    return switch (scalar.type()) {
      case NULL -> factory.nullNode();
      case BOOL -> factory.booleanNode(Boolean.parseBoolean(scalar.text()));
      case NUMBER ->
          scalar.text().matches("[0-9]+")
              ? factory.numberNode(Long.parseLong(scalar.text()))
              : factory.numberNode(new BigDecimal(scalar.text()));
      case TEXT -> factory.textNode(scalar.text());
    };
  }
}
