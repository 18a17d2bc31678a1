package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.image.Image;
import io.github.jbuild.it.TreeDifferences.Difference;
import io.github.jbuild.render.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both builders make the same image of a profile, but for what {@code docs/dialects.md} lists: its
 * table is what this test goes by.
 */
final class DialectsIT {

  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (bytes|any) \\| .+ \\|");

  @TempDir Path folder;

  /**
   * What may differ.
   *
   * @param bytesOnly whether both images must have the file, with the same mode and owner
   */
  private record Allowed(Pattern path, boolean bytesOnly) {
    boolean covers(Difference difference) {
      return path.matcher(difference.path()).matches() && (!bytesOnly || difference.inBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda-base", "jetpack"})
  void give_the_same_files_but_for_the_listed_exceptions(String profile) throws IOException {
    Image classic = ReadImages.read(Images.of(profile, Dialect.CLASSIC), folder);
    Image buildKit = ReadImages.read(Images.of(profile, Dialect.BUILDKIT), folder);
    List<Allowed> exceptions = exceptions();

    assertThat(exceptions).isNotEmpty();
    assertThat(TreeDifferences.ofFiles(classic.files(), buildKit.files()))
        .as("path: classic / buildkit")
        .filteredOn(
            difference -> exceptions.stream().noneMatch(allowed -> allowed.covers(difference)))
        .isEmpty();
    assertThat(TreeDifferences.settings(buildKit)).isEqualTo(TreeDifferences.settings(classic));
  }

  private static List<Allowed> exceptions() throws IOException {
    return Files.readString(Path.of("docs/dialects.md"))
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(
            row ->
                new Allowed(
                    Pattern.compile(row.group(1).replace("\\|", "|")),
                    row.group(2).equals("bytes")))
        .toList();
  }
}
