package io.github.jbuild.checks.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check by the example of its page, laid over a profile that is right. */
final class PlanChecksTest {

  @TempDir Path folder = Path.of("");

  static Stream<Rule> rules() {
    return PlanChecks.rules().stream();
  }

  @Test
  void a_good_profile_has_no_finding() {
    PlanReport report = new PlanScene(folder).report("{}");
    assertThat(report.findings()).isEmpty();
    assertThat(report.accepted(true)).isTrue();
    assertThat(report.results()).hasSameSizeAs(PlanChecks.rules());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_example_of_a_page_gives_its_finding_and_no_other(Rule rule) {
    List<Finding> findings =
        new PlanScene(folder).report(rule.guide().orElseThrow().example()).findings();
    assertThat(findings).extracting(finding -> finding.rule().code()).containsExactly(rule.code());
    Finding finding = findings.get(0);
    assertThat(rule.guide().orElseThrow().severity().toLowerCase(java.util.Locale.ROOT))
        .contains(finding.severity().word());
    assertThat(finding.message()).doesNotEndWith(".").isNotBlank();
    assertThat(finding.remedy()).isNotBlank();
    assertThat(finding.place()).isPresent();
    assertThat(finding.place().orElseThrow().file()).matches("overlay.yaml|./vision.yaml");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void every_finding_can_be_suppressed_with_a_reason(Rule rule) {
    String example = rule.guide().orElseThrow().example();
    if (rule.code().equals("JB127")) {
      return;
    }
    PlanReport report =
        new PlanScene(folder).report(example + "\nignore: {" + rule.code() + ": as it must be}");
    assertThat(report.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.suppressed()).contains("as it must be"));
    assertThat(report.accepted(true)).isTrue();
    assertThat(report.count(Severity.NOTE)).isZero();
  }

  @Test
  void codes_and_names_are_unique_and_codes_in_order() {
    assertThat(rules().map(Rule::code)).doesNotHaveDuplicates().isSorted();
    assertThat(rules().map(Rule::name)).doesNotHaveDuplicates();
  }
}
