package io.github.jbuild.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageBuilderTest {

  private final StepClock clock = new StepClock();
  private final List<BuildEvent> events = new ArrayList<>();

  @Test
  void moves_all_tags_after_the_whole_build() {
    ScriptedEngine engine = new ScriptedEngine(TestJobs::wholeBuild);
    BuildResult result = build(engine, TestJobs.job("cuda-base", "inference:cuda", "inference"));
    assertThat(engine.calls)
        .containsExactly(
            "requireExecution linux/arm64", "build", "tag inference:cuda", "tag inference:latest");
    assertThat(result.image().orElseThrow().id()).isEqualTo(ScriptedEngine.ID);
    assertThat(engine.requests.get(0).registries()).containsExactly("nvcr.io");
  }

  @Test
  void moves_no_tag_when_a_step_fails() {
    ScriptedEngine engine = new ScriptedEngine(ImageBuilderTest::failInPip);
    failure(engine);
    assertThat(engine.tags).isEmpty();
  }

  @Test
  void sends_nothing_to_an_engine_that_cannot_run_arm64() {
    ScriptedEngine engine =
        ScriptedEngine.willing().withoutExecution(JbuildException.of(Kind.ENVIRONMENT, "no arm64"));
    assertThat(failure(engine).kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(engine.calls).containsExactly("requireExecution linux/arm64");
  }

  @Test
  void says_which_tags_moved_when_one_does_not() {
    ScriptedEngine engine = new ScriptedEngine(TestJobs::wholeBuild).refusingTag("b:2");
    JbuildException error =
        catchThrowableOfType(
            JbuildException.class, () -> build(engine, TestJobs.job("cuda-base", "a:1", "b:2")));
    assertThat(error.message()).contains("could not be tagged b:2");
    assertThat(error.details())
        .containsExactly("already moved: a:1", "image ID: " + ScriptedEngine.ID);
  }

  @Test
  void tells_steps_with_times_and_cache() {
    build(new ScriptedEngine(this::timedBuild, clock), TestJobs.job("cuda-base"));
    StepRef context = new StepRef("context", "", 0, 0, "", "[internal] load build context");
    StepRef base = new StepRef("cuda-base/1", "", 1, 3, "runtime", "base l4t-cuda");
    StepRef pip = new StepRef("cuda-base/2", "", 2, 3, "python", "pip install foo");
    StepRef app = new StepRef("cuda-base/3", "", 3, 3, "runtime", "copy app");
    assertThat(events)
        .filteredOn(
            event ->
                !(event instanceof BuildEvent.Builder || event instanceof BuildEvent.StepVertex))
        .containsExactly(
            new BuildEvent.Header("cuda-base", "l4t r36.4.0 · JetPack 6.1"),
            new BuildEvent.Header(
                "engine",
                "Docker 20.10.24, API 1.41, classic builder, linux/arm64 under emulation"
                    + " (unix:///var/run/docker.sock)"),
            new BuildEvent.StepStarted(context),
            new BuildEvent.Transfer(context, "transferring context", 1000, -1, false),
            new BuildEvent.Transfer(context, "transferring context", 2048, -1, false),
            new BuildEvent.Transfer(context, "transferring context", 2048, 2048, true),
            new BuildEvent.StepDone(context, false, Duration.ZERO),
            new BuildEvent.StepStarted(base),
            new BuildEvent.StepDone(base, false, Duration.ZERO),
            new BuildEvent.StepStarted(pip),
            new BuildEvent.StepLog(pip, "Collecting foo", Duration.ZERO, false),
            new BuildEvent.StepDone(pip, false, Duration.ZERO),
            new BuildEvent.StepStarted(app),
            new BuildEvent.StepDone(app, true, Duration.ofSeconds(2)),
            new BuildEvent.ImageBuilt(
                "cuda-base",
                List.of(),
                ScriptedEngine.ID,
                6_400_000_000L,
                24,
                Duration.ofSeconds(2)));
  }

  @Test
  void names_the_profile_only_when_there_are_several() {
    ScriptedEngine engine = new ScriptedEngine(TestJobs::wholeBuild);
    List<BuildJob> jobs = List.of(TestJobs.job("cuda-base"), TestJobs.job("jetpack"));
    new BuildRun(false, 1, null, null)
        .build(jobs, BuildSettings.DEFAULTS, new ImageBuilder(engine, events::add, clock));
    assertThat(events)
        .filteredOn(BuildEvent.StepDone.class::isInstance)
        .extracting(event -> ((BuildEvent.StepDone) event).step())
        .filteredOn(StepRef::numbered)
        .extracting(StepRef::profile)
        .containsExactly("cuda-base", "cuda-base", "cuda-base", "jetpack", "jetpack", "jetpack");
  }

  @Test
  void counts_only_the_steps_up_to_the_target() {
    build(
        new ScriptedEngine(listener -> listener.instructionStarted(1, 3, "FROM base")),
        TestJobs.job("cuda-base"));
    assertThat(events)
        .contains(
            new BuildEvent.StepStarted(
                new StepRef("cuda-base/1", "", 1, 2, "runtime", "base l4t-cuda")));
  }

  @Test
  void names_step_field_line_and_log_of_a_failure() {
    JbuildException error = failure(new ScriptedEngine(ImageBuilderTest::failInPip));
    assertThat(error.kind()).isEqualTo(Kind.BUILD_FAILED);
    assertThat(error.message())
        .isEqualTo("step 2/3 of cuda-base failed: pip install foo: exit status 1");
    assertThat(error.span()).hasValueSatisfying(span -> assertThat(span.line()).isEqualTo(12));
    assertThat(error.details())
        .containsExactly(
            "requested by python.packages[0]",
            "Dockerfile:4",
            "   2 |     ENV PIP_NO_CACHE_DIR=1",
            "   3 |     # torch cannot be replaced",
            "   4 | >>> RUN pip install \\",
            "   5 | >>>     --constraint /tmp/pins.txt \\",
            "   6 | >>>     foo",
            "   7 |     COPY app /app",
            "last lines of output:",
            "  Collecting foo");
  }

  @Test
  void says_in_which_step_the_connection_broke() {
    JbuildException error =
        failure(
            new ScriptedEngine(
                listener -> {
                  listener.instructionStarted(2, 4, "ENV A=b");
                  throw JbuildException.of(Kind.ENVIRONMENT, "step 2/4: the connection broke");
                }));
    assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
    assertThat(error.message()).isEqualTo("the connection broke");
    assertThat(error.details())
        .containsExactly("in step 2/3: pip install foo", "requested by python.packages[0]");
  }

  @Test
  void moves_no_tag_when_cancelled_just_before_the_end() {
    ImageBuilder[] builder = new ImageBuilder[1];
    ScriptedEngine engine =
        new ScriptedEngine(
            listener -> {
              listener.instructionStarted(1, 1, "FROM base");
              builder[0].cancel();
            });
    builder[0] = new ImageBuilder(engine, events::add, clock);
    JbuildException error =
        catchThrowableOfType(
            JbuildException.class,
            () -> builder[0].build(TestJobs.job("cuda-base", "a:1"), BuildSettings.DEFAULTS));
    assertThat(error.kind()).isEqualTo(Kind.CANCELLED);
    assertThat(engine.tags).isEmpty();
  }

  private void timedBuild(FakeBuilder listener) {
    TestJobs.wholeBuild(listener);
    clock.advance(Duration.ofSeconds(2));
  }

  private static void failInPip(FakeBuilder listener) {
    listener.instructionStarted(1, 4, "FROM base");
    listener.instructionStarted(2, 4, "ENV PIP_NO_CACHE_DIR=1");
    listener.instructionStarted(3, 4, "RUN pip install     --constraint /tmp/pins.txt     foo");
    listener.log("Collecting foo");
    throw JbuildException.of(Kind.BUILD_FAILED, "step 3/4 failed with exit status 1: RUN pip");
  }

  private BuildResult build(ScriptedEngine engine, BuildJob job) {
    return new ImageBuilder(engine, events::add, clock).build(job, BuildSettings.DEFAULTS);
  }

  private JbuildException failure(ScriptedEngine engine) {
    return catchThrowableOfType(
        JbuildException.class, () -> build(engine, TestJobs.job("cuda-base", "a:1")));
  }
}
