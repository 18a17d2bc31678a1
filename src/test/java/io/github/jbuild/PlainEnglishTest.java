package io.github.jbuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phrases that are another language's in English words, with what to write instead. */
class PlainEnglishTest {

  private static final Pattern WRONG =
      Pattern.compile(
          "\\b(?:"
              + "is no name of|no names? of|is none of" // is not a valid ...
              + "|(?:has|have|is|are) no longer the|has no longer" // no longer has
              + "|went away|mid-build" // disconnected during the build
              + "|are no work|one who has(?! it)|of one's own|holds against|parted by"
              + "|anew|in vain"
              + "|tells (?:what|whether|how|its)" // says, reports
              + ")\\b",
          Pattern.CASE_INSENSITIVE);

  private static final List<String> TEXTS =
      List.of(".java", ".md", ".yaml", ".peb", ".html", ".json");

  @ParameterizedTest
  @ValueSource(
      strings = {"README.md", "docs", "dev/bed/README.md", "profiles", "dockerfiles", "src/main"})
  void has_none_of_the_wrong_phrases(String place) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(place))) {
      for (Path file : (Iterable<Path>) files.filter(PlainEnglishTest::isText)::iterator) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          if (WRONG.matcher(lines.get(i)).find()) {
            found.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void knows_a_wrong_phrase() {
    assertThat(WRONG.matcher("\"a b\" is no name of a container").find()).isTrue();
    assertThat(WRONG.matcher("the engine went away in mid-build").find()).isTrue();
    assertThat(WRONG.matcher("to anyone who has the image").find()).isFalse();
  }

  private static boolean isText(Path file) {
    return Files.isRegularFile(file) && TEXTS.stream().anyMatch(file.toString()::endsWith);
  }
}
