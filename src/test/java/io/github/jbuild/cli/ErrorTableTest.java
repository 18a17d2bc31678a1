package io.github.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provokes each documented failure; the documents hold exactly what was printed. */
class ErrorTableTest {

  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- errors: ErrorTableTest writes this -->\n";
  private static final String END = "<!-- /errors -->\n";

  @TempDir Path folder = Path.of("");
  private List<ErrorScene> scenes = List.of();

  @BeforeEach
  void provoke() throws IOException {
    scenes = ErrorScenes.in(folder);
  }

  @Test
  void readme_shows_each_failure_with_remedy_and_exit_code() throws IOException {
    String table =
        scenes.stream()
            .map(ErrorScene::row)
            .collect(
                Collectors.joining(
                    "", "| error | what jbuild prints | exit code |\n|---|---|---|\n", ""));
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    assertThat(begin).isBetween(BEGIN.length(), end);

    new GoldenFile(README).mustBe(readme.substring(0, begin) + table + readme.substring(end));
  }

  @Test
  void docs_show_each_failure_in_full() throws IOException {
    String document =
        """
        # Errors

        `ErrorTableTest` writes this page: it provokes each failure and records what jbuild prints.
        `mvn test -Dtest=ErrorTableTest` fails if the page differs from what jbuild prints.
        `EngineIT` and other integration tests provoke engine failures on a real engine too.
        Messages go to standard error. `--stacktrace` adds the stack trace.

        Unless stated otherwise, the profile is `app.yaml`:

        ```yaml
        %s```
        %s"""
            .formatted(
                SceneProfile.TEXT,
                scenes.stream().map(ErrorScene::section).collect(Collectors.joining()));

    new GoldenFile(Path.of("docs/errors.md")).mustBe(document);
  }

  @Test
  void each_failure_has_a_remedy_or_a_place() {
    assertThat(scenes)
        .allSatisfy(
            scene -> assertThat(scene.output()).as(scene.title()).containsPattern("hint: |-->"));
    assertThat(scenes).extracting(ErrorScene::output).doesNotHaveDuplicates();
  }
}
