package io.github.jbuild.checks.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.testing.JetsonFixture;
import io.github.jbuild.verify.VerifyReport;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GoodImageTest {

  @Test
  void a_good_image_passes_every_check() {
    VerifyReport report = JetsonFixture.good().verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.results()).hasSize(28).allMatch(result -> result.status() == Status.PASSED);
    assertThat(report.accepted(true)).isTrue();
  }

  @Test
  void without_a_profile_only_what_needs_one_is_not_judged() {
    VerifyReport report = JetsonFixture.good().verifyAlone();
    assertThat(report.findings()).isEmpty();
    assertThat(
            report.results().stream()
                .filter(result -> result.status() == Status.NOT_APPLICABLE)
                .map(result -> result.rule().name()))
        .containsExactly("size", "configuration", "pinned-wheels", "versions", "profile-libraries");
  }

  @Test
  void codes_and_names_are_unique_and_in_order() {
    List<String> codes = ImageChecks.all().stream().map(check -> check.rule().code()).toList();
    assertThat(codes).doesNotHaveDuplicates().isSorted().hasSize(28);
    assertThat(ImageChecks.all().stream().map(check -> check.rule().name()))
        .doesNotHaveDuplicates();
  }
}
