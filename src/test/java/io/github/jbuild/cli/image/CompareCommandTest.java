package io.github.jbuild.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.build.ScriptedEngine;
import io.github.jbuild.cli.TestConsole;
import io.github.jbuild.cli.options.BuiltIns;
import io.github.jbuild.cli.terminal.Invocation;
import io.github.jbuild.testing.ImageFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

  @TempDir Path folder = Path.of("");

  private final ScriptedEngine engine = ScriptedEngine.willing();
  private TestConsole console = new TestConsole();
  private String small = "";
  private String large = "";

  @BeforeEach
  void save() throws IOException {
    small = archive("small.tar", 1_000_000);
    large = archive("large.tar", 1_200_000);
  }

  @Test
  void compares_archives_without_an_engine() {
    assertThat(compare(small, large)).isZero();
    assertThat(console.out()).contains("+20.0 %");
    assertThat(engine.calls).isEmpty();
  }

  @Test
  void shows_what_is_not_built() {
    assertThat(compare(small, "cuda-base", "nobody:1")).isZero();
    assertThat(console.out())
        .containsPattern("cuda-base +NOT BUILT")
        .containsPattern("nobody:1 +NOT BUILT");
    assertThat(engine.calls).contains("find jbuild/cuda-base:r36.4.0", "find nobody:1");
  }

  @Test
  void ends_with_1_over_a_budget() {
    assertThat(compare(small, large, "--max-growth", "5%")).isEqualTo(1);
    assertThat(compare(small, large, "--max-growth", "25%")).isZero();
    assertThat(compare(small, large, "--max-size", "1.1MB")).isEqualTo(1);
    assertThat(compare(small, large, "--max-growth", "much")).isEqualTo(2);
    assertThat(inspect(large, "--max-size", "1.1MB")).isEqualTo(1);
    assertThat(inspect(large, "--max-size", "2MB")).isZero();
  }

  @Test
  void tells_programs_as_json_and_people_as_markdown() throws IOException {
    assertThat(compare(small, large, "--format", "json")).isZero();
    assertThat(new ObjectMapper().readTree(console.out()).path("images")).hasSize(2);
    assertThat(compare(small, large, "--format", "markdown")).isZero();
    assertThat(console.out()).contains("| Image | Size |");
  }

  @Test
  void takes_the_metadata_of_a_build() throws IOException {
    Path metadata = folder.resolve("build.json");
    Files.writeString(
        metadata,
        "{\"containerimage.config.digest\": \""
            + ScriptedEngine.ID
            + "\", \"image.name\": \"app:1\"}");
    engine.holding(Files.readAllBytes(Path.of(large)));
    assertThat(inspect(metadata.toString())).isZero();
    assertThat(engine.calls).contains("find " + ScriptedEngine.ID);

    Files.writeString(metadata, "{}");
    assertThat(inspect(metadata.toString())).isEqualTo(2);
    assertThat(console.err()).contains("is not the metadata of one image");
  }

  @Test
  void inspects_only_what_is_built() {
    assertThat(inspect("cuda-base")).isEqualTo(2);
    assertThat(console.err()).contains("jbuild build --profile cuda-base");
  }

  private String archive(String name, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    return Files.write(
            folder.resolve(name),
            ImageFixture.image().layer(l -> l.file("/usr/lib/data", content)).saved())
        .toString();
  }

  private int compare(String... arguments) {
    return run(
        CompareCommand.NAME, i -> new CompareCommand(new BuiltIns(), host -> engine, i), arguments);
  }

  private int inspect(String... arguments) {
    return run(
        InspectCommand.NAME, i -> new InspectCommand(new BuiltIns(), host -> engine, i), arguments);
  }

  private int run(String name, Function<Invocation, Object> command, String... arguments) {
    console = new TestConsole(Map.of());
    String[] all = new String[arguments.length + 1];
    all[0] = name;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return console.run(name, command, all);
  }
}
