package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jbuild.build.BuildInstruction;
import io.github.jbuild.build.BuildJob;
import io.github.jbuild.build.BuildStep;
import io.github.jbuild.build.ImageBuilder;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.connect.EngineChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds that are cancelled, and builds whose engine is lost: no step goes on. */
final class BuildKitEndingsIT {

  private final String mark = "waits-" + UUID.randomUUID();
  private final String dockerfile =
      "FROM scratch\nCOPY probe /probe\nRUN [\"/probe\", \"%s\"]\n".formatted(mark);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // each test connects first
  private RealBuilds builds;

  @BeforeEach
  void makeProgram() throws IOException {
    Path context = Files.createDirectory(folder.resolve("context"));
    Files.write(context.resolve("probe"), Contexts.waiting());
    assertThat(context.resolve("probe").toFile().setExecutable(true)).isTrue();
  }

  @AfterEach
  void disconnect() {
    builds.close();
  }

  @ParameterizedTest
  @EnumSource
  void cancelling_ends_the_program_of_the_step(BedDocker docker) throws Exception {
    builds = RealBuilds.on(docker);
    CompletableFuture<JbuildException> failure = waiting(() -> builds.failure(wanted()));

    builds.engine().cancel();

    assertThat(failure.get(10, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CANCELLED);
    assertThat(LiveEngine.eventually(() -> !runs())).isTrue();
    builds.close();
    buildsAgain(docker);
  }

  @ParameterizedTest
  @EnumSource
  void cancelling_moves_no_tag(BedDocker docker) throws Exception {
    builds = RealBuilds.on(docker);
    ImageRef tag = ImageRef.parse("jbuild-it-endings:" + UUID.randomUUID());
    String before = builds.image(Wanted.of("FROM scratch\nLABEL before=" + mark + "\n"));
    builds.engine().tag(before, tag);
    builds.remove(tag.toString());
    ImageBuilder builder = new ImageBuilder(builds.engine(), event -> {}, InstantSource.system());
    BuildJob job =
        new BuildJob(
            "test",
            "r36.4.0",
            "",
            dockerfile,
            "Dockerfile",
            List.of(
                new BuildStep(
                    "runtime",
                    "wait",
                    "test",
                    null,
                    List.of(new BuildInstruction(1, "runtime", "FROM", true, 1, 3)))),
            wanted().request().files(),
            List.of(),
            List.of(),
            List.of(tag));
    CompletableFuture<JbuildException> failure =
        waiting(
            () ->
                catchThrowableOfType(
                    JbuildException.class, () -> builder.build(job, wanted().settings())));

    builder.cancel();

    JbuildException error = failure.get(10, TimeUnit.SECONDS);
    assertThat(error.kind()).isEqualTo(Kind.CANCELLED);
    assertThat(error.message()).isEqualTo("cancelled; no tag of test was moved");
    assertThat(LiveEngine.eventually(() -> !runs())).isTrue();
    assertThat(builds.engine().inspect(tag.toString()).orElseThrow().id()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void losing_the_engine_is_told_and_ends_the_program_of_the_step(BedDocker docker)
      throws Exception {
    Path socket = folder.resolve("engine.sock");
    try (CutWire wire = new CutWire(socket, docker.socket())) {
      String host = "unix://" + socket;
      builds = RealBuilds.on(docker.host(), EngineChoice.of(host), Map.of());
      CompletableFuture<JbuildException> failure = waiting(() -> builds.failure(wanted()));

      wire.cut();

      JbuildException error = failure.get(30, TimeUnit.SECONDS);
      assertThat(error.kind()).isEqualTo(Kind.ENVIRONMENT);
      assertThat(error.message()).isEqualTo("the engine closed the connection during the build");
      assertThat(error.hint().orElseThrow()).contains("the engine's log", "build again");
      assertThat(LiveEngine.eventually(() -> !runs())).isTrue();
    }
    builds.close();
    buildsAgain(docker);
  }

  private Wanted wanted() {
    return Wanted.of(dockerfile).folder(folder.resolve("context"));
  }

  /** Builds in another thread, and returns when the step's program runs. */
  private CompletableFuture<JbuildException> waiting(Supplier<JbuildException> build)
      throws InterruptedException {
    CompletableFuture<JbuildException> failure = CompletableFuture.supplyAsync(build);
    assertThat(LiveEngine.eventually(() -> runs() || failure.isDone())).isTrue();
    assertThat(failure).isNotDone();
    return failure;
  }

  private void buildsAgain(BedDocker docker) {
    builds = RealBuilds.on(docker);
    String image = builds.image(Wanted.of("FROM scratch\nLABEL again=" + mark + "\n").noCache());
    assertThat(builds.engine().inspect(image)).isPresent();
  }

  private boolean runs() {
    try {
      return !Processes.with(mark).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
