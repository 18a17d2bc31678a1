package io.github.jbuild.checks.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.Rule;
import io.github.jbuild.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the checks holds all of them, in the program's words. */
class ChecksPageTest {

  private static final List<Rule> RULES = ImageChecks.all().stream().map(ImageCheck::rule).toList();

  @Test
  void docs_list_every_check_with_what_goes_wrong_otherwise() throws IOException {
    String rows =
        RULES.stream()
            .map(
                rule ->
                    "| %s | `%s` | %s | %s |\n"
                        .formatted(
                            rule.code(), rule.name(), rule.title(), rule.why().replace("|", "\\|")))
            .collect(Collectors.joining());
    String page =
        """
        # The checks of `jbuild verify`

        `ChecksPageTest` writes this page from the program. [verify.md](verify.md) says how to use them.

        | code | name | what holds when it passes | what goes wrong otherwise |
        |---|---|---|---|
        """
            + rows;

    new GoldenFile(Path.of("docs/checks.md")).mustBe(page);
  }

  @Test
  void codes_and_names_are_unique_and_codes_in_order() {
    assertThat(RULES.stream().map(Rule::code)).doesNotHaveDuplicates().isSorted();
    assertThat(RULES.stream().map(Rule::name)).doesNotHaveDuplicates();
  }
}
