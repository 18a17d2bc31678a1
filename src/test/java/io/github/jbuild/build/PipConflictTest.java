package io.github.jbuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.build.BuildJob.PinnedWheel;
import io.github.jbuild.core.Digest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The accounts are what pip 23.2.1 prints for a constraint {@code torch @ file:///…}. */
class PipConflictTest {

  private static final List<PinnedWheel> PINS =
      List.of(
          new PinnedWheel(
              "torch",
              "2.8.0",
              URI.create("https://index.example/torch.whl"),
              new Digest("b".repeat(64))));

  @Test
  void names_the_requirement_that_wants_another_version() {
    assertThat(
            message(
                """
                ERROR: Cannot install foo==1.0 because these package versions have conflicting dependencies.

                The conflict is caused by:
                    foo 1.0 depends on torch>=2.9
                    The user requested (constraint) torch

                To fix this you could try to:
                """))
        .isEqualTo("requirement \"foo 1.0\" needs torch>=2.9, but the profile pins torch 2.8.0");
  }

  @Test
  void names_the_profile_when_it_asks_for_two_versions() {
    assertThat(
            message(
                """
                The conflict is caused by:
                    The user requested torch>=2.9
                    The user requested (constraint) torch
                """))
        .isEqualTo("the profile requests torch>=2.9, but pins torch 2.8.0");
  }

  @Test
  void passes_over_the_pin_itself() {
    assertThat(
            message(
                """
                The conflict is caused by:
                    The user requested torch==2.8.0
                    foo 1.0 depends on Torch>=2.9
                """))
        .isEqualTo("requirement \"foo 1.0\" needs Torch>=2.9, but the profile pins torch 2.8.0");
  }

  @Test
  void leaves_other_conflicts_to_the_log() {
    assertThat(
            message(
                """
                The conflict is caused by:
                    foo 1.0 depends on numpy>=2
                    bar 1.0 depends on numpy<2
                """))
        .isEmpty();
  }

  private static String message(String log) {
    return PipConflict.in(log.lines().toList(), PINS).map(PipConflict::message).orElse("");
  }
}
