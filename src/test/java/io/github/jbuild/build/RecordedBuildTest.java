package io.github.jbuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.buildkit.StatusDecoder;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The streams were recorded from {@code POST /build?version=2} of Docker 20.10.24 and 26.1.5; the
 * Dockerfile is that of {@link KitJobs#recorded}, and its last instruction fails.
 */
class RecordedBuildTest {

  private final List<BuildEvent> events = new ArrayList<>();
  private final BuildJob job = KitJobs.recorded();
  private final StepTracker tracker =
      new StepTracker(job, "", new SharedOutput(), events::add, new StepClock());

  @ParameterizedTest
  @ValueSource(strings = {"failed-20.jsonl", "failed-26.jsonl"})
  void finds_the_step_of_every_vertex(String recording) throws IOException {
    play(recording);

    assertThat(told(BuildEvent.StepDone.class, BuildEvent.StepDone::step))
        .filteredOn(step -> step.startsWith("["))
        .allMatch(step -> step.startsWith("[internal]"));
    assertThat(told(BuildEvent.StepDone.class, BuildEvent.StepDone::step))
        .filteredOn(step -> !step.equals("copy /context /"))
        .doesNotHaveDuplicates()
        .containsSubsequence("list", "copy and link", "app", "side", "copy again")
        .contains("from base")
        .doesNotContain("from runtime", "fail");
    assertThat(told(BuildEvent.StepFailed.class, BuildEvent.StepFailed::step))
        .containsExactly("fail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed-20.jsonl", "failed-26.jsonl"})
  void reports_the_instruction_that_failed(String recording) throws IOException {
    play(recording);

    JbuildException report =
        FailureReport.of(job, tracker, JbuildException.of(Kind.BUILD_FAILED, "failed to solve"));

    assertThat(report.message()).isEqualTo("step 9/9 of recorded failed: fail: exit status 7");
    assertThat(report.details())
        .containsExactly(
            "Dockerfile:12",
            "  10 |     RUN echo side",
            "  11 |     COPY --from=libs /l /l2",
            "  12 | >>> RUN echo fails; exit 7",
            "last lines of output:",
            "  fails");
  }

  private <T extends BuildEvent> List<String> told(Class<T> kind, Function<T, StepRef> step) {
    return events.stream()
        .filter(kind::isInstance)
        .map(event -> step.apply(kind.cast(event)).title())
        .toList();
  }

  private void play(String recording) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("/buildkit/" + recording)),
                StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        JsonNode message = new ObjectMapper().readTree(line);
        if (message.path("id").asText().equals("moby.buildkit.trace")) {
          byte[] status = Base64.getDecoder().decode(message.path("aux").asText());
          tracker.on(StatusDecoder.decode(status));
        }
      }
    }
  }
}
