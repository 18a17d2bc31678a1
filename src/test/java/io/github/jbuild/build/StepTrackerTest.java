package io.github.jbuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.SourceSpan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTrackerTest {

  private final StepClock clock = new StepClock();
  private final List<String> told = new ArrayList<>();
  private final SharedOutput shared = new SharedOutput();
  private final BuildJob job = KitJobs.job("app");
  private final StepTracker tracker = tracker("app");
  private final FakeKit kit = new FakeKit(tracker, clock);

  @Test
  void follows_stages_that_are_built_side_by_side() {
    kit.starts("[libs 1/2] FROM base").ends("[libs 1/2] FROM base");
    kit.starts("[libs 2/2] RUN list").starts("[runtime 1/5] FROM base");
    clock.advance(Duration.ofSeconds(2));
    kit.prints("[libs 2/2] RUN list", "one\n").ends("[runtime 1/5] FROM base");
    kit.starts("[runtime 2/5] COPY --from=libs /l /l");
    clock.advance(Duration.ofSeconds(1));
    kit.ends("[libs 2/2] RUN list");
    assertThat(told)
        .containsExactly(
            "start 1/5 from base",
            "done 1/5 0s",
            "start 2/5 list libraries",
            "start 3/5 from base",
            "log 2/5 2s one",
            "done 3/5 2s",
            "start 4/5 take libraries",
            "done 2/5 3s");
  }

  @Test
  void ends_a_step_of_several_instructions_with_its_last() {
    kit.starts("[runtime 2/5] COPY --from=libs /l /l").ends("[runtime 2/5] COPY --from=libs /l /l");
    assertThat(told).containsExactly("start 4/5 take libraries");
    clock.advance(Duration.ofSeconds(4));
    kit.starts("[runtime 3/5] RUN ldconfig");
    clock.advance(Duration.ofSeconds(1));
    kit.ends("[runtime 3/5] RUN ldconfig");
    assertThat(told).containsExactly("start 4/5 take libraries", "done 4/5 5s");
  }

  @Test
  void repeats_what_a_step_warns_of() {
    kit.starts("[runtime 3/5] RUN ldconfig");
    kit.prints("[runtime 3/5] RUN ldconfig", "jbuild: warning: demo 1.0 lacks what it needs\n");
    kit.prints("[runtime 3/5] RUN ldconfig", "it said jbuild: warning: once\n");
    assertThat(told)
        .containsExactly(
            "start 4/5 take libraries",
            "log 4/5 0s jbuild: warning: demo 1.0 lacks what it needs",
            "warning demo 1.0 lacks what it needs",
            "log 4/5 0s it said jbuild: warning: once");
  }

  @Test
  void knows_engines_that_count_folders_and_engines_that_do_not() {
    kit.starts("[runtime 4/5] WORKDIR /app").ends("[runtime 4/5] WORKDIR /app");
    kit.starts("[runtime 5/5] COPY app .").ends("[runtime 5/5] COPY app .");
    assertThat(told).containsExactly("start 5/5 copy app", "done 5/5 0s");

    told.clear();
    FakeKit older = new FakeKit(tracker("app"), clock);
    older.starts("[runtime 4/4] COPY app .").ends("[runtime 4/4] COPY app .");
    assertThat(told).containsExactly("start 5/5 copy app", "done 5/5 0s");
  }

  @Test
  void does_not_count_the_from_of_a_stage() {
    BuildJob staged = KitJobs.startingFromAStage("app");
    FakeKit other = new FakeKit(new StepTracker(staged, "", shared, this::tell, clock), clock);
    other.starts("[python 1/1] RUN pip").ends("[python 1/1] RUN pip");
    assertThat(told).containsExactly("start 4/4 pip", "done 4/4 0s");
  }

  @Test
  void reads_platforms_padded_numbers_and_other_cases() {
    kit.cached("[linux/arm64 libs 2/2] RUN list");
    kit.cached("[LIBS  1/2] FROM base");
    assertThat(told)
        .containsExactly(
            "start 2/5 list libraries", "cached 2/5", "start 1/5 from base", "cached 1/5");
  }

  @Test
  void shows_work_that_is_no_instruction_by_its_name() {
    kit.starts("[internal] load build definition").ends("[internal] load build definition");
    kit.starts("[runtime 2/9] ONBUILD RUN x").ends("[runtime 2/9] ONBUILD RUN x");
    kit.starts("exporting to image").ends("exporting to image");
    assertThat(told)
        .containsExactly(
            "start [internal] load build definition",
            "done [internal] load build definition 0s",
            "start [runtime 2/9] ONBUILD RUN x",
            "done [runtime 2/9] ONBUILD RUN x 0s",
            "start exporting to image",
            "done exporting to image 0s");
  }

  @Test
  void says_nothing_of_stages_that_are_left_out() {
    kit.knows("[runtime 1/5] FROM base").cached("[runtime 1/5] FROM base");
    kit.cached("[runtime 2/5] COPY --from=libs /l /l").cached("[runtime 3/5] RUN ldconfig");
    tracker.finished();
    assertThat(told).noneMatch(line -> line.contains("list libraries"));
    assertThat(tracker.times()).extracting(time -> time.step().number()).containsExactly(3, 4);
    assertThat(tracker.times()).allMatch(BuildResult.StepTime::cached);
  }

  @Test
  void is_not_cached_when_a_part_is_not() {
    kit.cached("[runtime 2/5] COPY --from=libs /l /l");
    kit.starts("[runtime 3/5] RUN ldconfig").ends("[runtime 3/5] RUN ldconfig");
    assertThat(told).endsWith("done 4/5 0s");
  }

  @Test
  void says_once_what_the_cache_gives_again() {
    String run = "[libs 2/2] RUN list";
    kit.cached(run);
    clock.advance(Duration.ofSeconds(1));
    kit.cached(run);
    assertThat(told).hasSize(2).first().isEqualTo("start 2/5 list libraries");
  }

  @Test
  void begins_anew_with_a_vertex_that_does() {
    String from = "[libs 1/2] FROM base";
    kit.starts(from).ends(from).ends(from);
    clock.advance(Duration.ofSeconds(10));
    kit.starts(from);
    clock.advance(Duration.ofSeconds(3));
    kit.ends(from);
    assertThat(told)
        .containsExactly(
            "start 1/5 from base", "done 1/5 0s", "start 1/5 from base", "done 1/5 3s");
    assertThat(tracker.times()).hasSize(1);
  }

  @Test
  void joins_lines_and_characters_that_were_cut() {
    String run = "[libs 2/2] RUN list";
    byte[] text = "grün 🚀\n".getBytes(StandardCharsets.UTF_8);
    kit.starts(run);
    for (byte each : text) {
      kit.prints(run, 1, new byte[] {each});
    }
    kit.prints(run, "10%\r50%\r100%\r\nlast").prints(run, 2, new byte[] {(byte) 0xf0}).ends(run);
    assertThat(told)
        .filteredOn(line -> line.startsWith("log"))
        .containsExactly(
            "log 2/5 0s grün 🚀", "log 2/5 0s 100%", "log 2/5 0s last", "log 2/5 0s �");
  }

  @Test
  void shows_a_line_that_has_not_ended_yet() {
    String run = "[libs 2/2] RUN list";
    kit.starts(run).prints(run, "10%\r20").prints(run, "%").ends(run);
    assertThat(told)
        .containsSubsequence("open 2/5 0s 20", "open 2/5 0s 20%", "log 2/5 0s 20%", "done 2/5 0s");
  }

  @Test
  void bounds_what_it_keeps_of_a_log() {
    String run = "[libs 2/2] RUN list";
    kit.starts(run).prints(run, "x".repeat(VertexLog.LONGEST * 3) + "\n");
    for (int i = 0; i < 500; i++) {
      kit.prints(run, i + "\n");
    }
    kit.ends(run, "exit code: 1");
    List<String> kept = tracker.failure().orElseThrow().lastLines();
    assertThat(kept).hasSize(VertexLog.KEPT).endsWith("499").contains("300").doesNotContain("299");
  }

  @Test
  void adds_up_the_layers_of_an_image() {
    String from = "[libs 1/2] FROM base";
    String one = "sha256:" + "1".repeat(64);
    String two = "sha256:" + "2".repeat(64);
    kit.starts(from).counts(from, one, 10, 100, false).counts(from, two, 5, 50, false);
    kit.counts(from, one, 100, 100, true).counts(from, "extracting " + one, 0, 0, false).ends(from);
    assertThat(told)
        .containsExactly(
            "start 1/5 from base",
            "count 1/5 pulling 10/100",
            "count 1/5 pulling 15/150",
            "count 1/5 pulling 105/150",
            "count 1/5 extracting 0/-1",
            "counted 1/5 pulling 105/150",
            "counted 1/5 extracting 0/-1",
            "done 1/5 0s");
  }

  @Test
  void tells_the_cause_from_what_was_stopped_because_of_it() {
    String copy = "[runtime 2/5] COPY --from=libs /l /l";
    String list = "[libs 2/2] RUN list";
    kit.starts(copy).starts(list).prints(list, "no space");
    kit.ends(copy, "exit code: 137: context canceled").ends(list, "did not exit: exit code: 3");
    tracker.failed("exit code: 3", false);
    assertThat(told)
        .contains("cancelled 4/5", "failed 2/5 did not exit: exit code: 3")
        .doesNotContain("failed 4/5 did not exit: exit code: 3");
    StepTracker.Failure failure = tracker.failure().orElseThrow();
    assertThat(failure.step().title()).isEqualTo("list libraries");
    assertThat(failure.lastLines()).containsExactly("no space");
  }

  @Test
  void stops_what_runs_when_the_user_does() {
    kit.starts("[libs 2/2] RUN list").starts("[runtime 1/5] FROM base");
    tracker.failed("cancelled", true);
    assertThat(told).endsWith("cancelled 2/5", "cancelled 3/5");
    assertThat(tracker.failure()).isEmpty();
  }

  @Test
  void blames_what_ran_when_the_connection_broke() {
    kit.starts("[libs 2/2] RUN list");
    JbuildException cause = JbuildException.of(Kind.ENVIRONMENT, "the engine went away");
    tracker.failed(cause.message(), false);
    assertThat(told).endsWith("failed 2/5 the engine went away");
    assertThat(FailureReport.of(job, tracker, cause).details())
        .containsExactly("in step 2/5: list libraries");
  }

  @Test
  void reports_the_instruction_of_the_failed_vertex() {
    String ldconfig = "[runtime 3/5] RUN ldconfig";
    kit.starts(ldconfig).prints(ldconfig, "cannot open\n");
    kit.ends(ldconfig, "process \"/bin/sh -c ldconfig\" did not complete: exit code: 9");
    JbuildException report =
        FailureReport.of(job, tracker, JbuildException.of(Kind.BUILD_FAILED, "failed to solve"));
    assertThat(report.message()).isEqualTo("step 4/5 of app failed: take libraries: exit status 9");
    assertThat(report.details())
        .containsExactly(
            "Dockerfile:5",
            "   3 |     FROM base AS runtime",
            "   4 |     COPY --from=libs /l /l",
            "   5 | >>> RUN ldconfig",
            "   6 |     WORKDIR /app",
            "   7 |     COPY app .",
            "last lines of output:",
            "  cannot open");
  }

  @Test
  void points_at_the_line_that_the_engine_names() {
    SourceSpan line = new SourceSpan("Dockerfile", 6, 1, "WORKDIR /app");
    JbuildException cause =
        JbuildException.of(Kind.BUILD_FAILED, "cannot be parsed").at(line).hint("mend it");
    JbuildException report = FailureReport.of(job, tracker, cause);
    assertThat(report.message()).isEqualTo("step 5/5 of app failed: copy app: cannot be parsed");
    assertThat(report.details()).contains("   6 | >>> WORKDIR /app", "   5 |     RUN ldconfig");
    assertThat(report.hint()).hasValue("mend it");
  }

  @Test
  void prints_the_output_of_shared_work_once() {
    List<String> first = told;
    FakeKit other = new FakeKit(tracker("other"), clock);
    String run = "[libs 2/2] RUN list";
    kit.starts(run);
    other.starts(run);
    kit.prints(run, "once\n");
    other.prints(run, "once\n");
    assertThat(first).containsOnlyOnce("log 2/5 0s once");
    tracker.failed("gone", true);
    other.prints(run, "more\n");
    assertThat(first).containsOnlyOnce("log 2/5 0s more");
  }

  private StepTracker tracker(String profile) {
    return new StepTracker(KitJobs.job(profile), "", shared, this::tell, clock);
  }

  private void tell(BuildEvent event) {
    if (event instanceof BuildEvent.StepStarted started) {
      told.add("start " + name(started.step()));
    } else if (event instanceof BuildEvent.StepDone done) {
      told.add(
          done.cached()
              ? "cached " + name(done.step()).substring(0, 3)
              : "done " + shortName(done.step()) + " " + done.took().toSeconds() + "s");
    } else if (event instanceof BuildEvent.StepFailed failed) {
      told.add("failed " + shortName(failed.step()) + " " + failed.message());
    } else if (event instanceof BuildEvent.StepCancelled cancelled) {
      told.add("cancelled " + shortName(cancelled.step()));
    } else if (event instanceof BuildEvent.StepLog log) {
      told.add(
          (log.open() ? "open " : "log ")
              + shortName(log.step())
              + " "
              + log.since().toSeconds()
              + "s "
              + log.line());
    } else if (event instanceof BuildEvent.Warning warning) {
      told.add("warning " + warning.text());
    } else if (event instanceof BuildEvent.Transfer transfer) {
      told.add(
          (transfer.done() ? "counted " : "count ")
              + shortName(transfer.step())
              + " "
              + transfer.label()
              + " "
              + transfer.bytes()
              + "/"
              + transfer.total());
    }
  }

  private static String name(StepRef step) {
    return step.numbered() ? shortName(step) + " " + step.title() : step.title();
  }

  private static String shortName(StepRef step) {
    return step.numbered() ? step.number() + "/" + step.total() : step.title();
  }
}
