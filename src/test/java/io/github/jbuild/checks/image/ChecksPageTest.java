package io.github.jbuild.checks.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.plan.PlanChecks;
import io.github.jbuild.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the checks holds all of them, in the program's words. */
class ChecksPageTest {

  private static final List<Rule> OF_PROFILES = PlanChecks.rules();
  private static final List<Rule> OF_IMAGES =
      ImageChecks.all().stream().map(ImageCheck::rule).toList();

  @Test
  void docs_list_every_check_with_what_goes_wrong_otherwise() throws IOException {
    String page =
        """
        # The checks

        `ChecksPageTest` generates this page from the program. `jbuild explain JB105` prints the part about one check.

        - [Profiles and plans](#profiles-and-plans): `jbuild profile validate`, `plan` and `build`, before anything is built. They
          read the profile, the requirement files of its context, and what is known about Jetson. They need neither network nor engine.
        - [Images](#images): `jbuild verify`, from the files of the finished image. [verify.md](verify.md) says how to use them.

        A finding is an error, a warning or a note. Errors stop a build before it begins. Warnings fail only with `--strict`,
        notes never. A finding based on an inferred or disputed fact is always a note. Each finding
        names the source of its facts. What cannot be known before the build is left to the checks of the image.

        A profile can suppress a check of profiles by its code, with a reason. The finding is still printed, with the reason, but
        does not count:

        ```yaml
        ignore:
          JB105: our own runtime image has cuDNN 9.4
        ```

        ## Profiles and plans

        """
            + table(OF_PROFILES)
            + OF_PROFILES.stream().map(ChecksPageTest::section).collect(Collectors.joining())
            + "\n## Images\n\n"
            + table(OF_IMAGES);

    new GoldenFile(Path.of("docs/checks.md")).mustBe(page);
  }

  @Test
  void codes_and_names_are_unique_and_codes_in_order() {
    List<Rule> all = Stream.concat(OF_PROFILES.stream(), OF_IMAGES.stream()).toList();
    assertThat(all.stream().map(Rule::code)).doesNotHaveDuplicates().isSorted();
    assertThat(OF_IMAGES.stream().map(Rule::name)).doesNotHaveDuplicates();
    assertThat(OF_PROFILES.stream().map(Rule::name)).doesNotHaveDuplicates();
  }

  private static String table(List<Rule> rules) {
    return """
        | code | name | what it checks | what goes wrong otherwise |
        |---|---|---|---|
        """
        + rules.stream()
            .map(
                rule ->
                    "| %s | `%s` | %s | %s |\n"
                        .formatted(
                            rule.guide().isPresent()
                                ? "[" + rule.code() + "](#" + anchor(rule) + ")"
                                : rule.code(),
                            rule.name(),
                            cell(rule.title()),
                            cell(rule.why())))
            .collect(Collectors.joining());
  }

  private static String section(Rule rule) {
    Rule.Guide guide = rule.guide().orElseThrow();
    return """

        ### %s %s

        %s.

        - Why: %s
        - Severity: %s
        - Remedy: %s
        - Suppress: `ignore: {%s: the reason}`

        A profile with a finding:

        ```yaml
        %s
        ```
        """
        .formatted(
            rule.code(),
            rule.name(),
            Character.toUpperCase(rule.title().charAt(0)) + rule.title().substring(1),
            cell(rule.why()),
            guide.severity(),
            cell(guide.remedy()),
            rule.code(),
            guide.example().strip());
  }

  private static String anchor(Rule rule) {
    return rule.code().toLowerCase(java.util.Locale.ROOT) + "-" + rule.name();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
