package io.github.jbuild.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.image.ImageConfig;
import io.github.jbuild.testing.JetsonFixture;
import io.github.jbuild.testing.JetsonProfile;
import io.github.jbuild.verify.RunReport.Row;
import io.github.jbuild.verify.RunReport.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImageRunTest {

  private static final String OUTPUT =
      """
      a warning of some module
      row\tGOOD\ttorch\t2.8.0\t2.8.0
      row\tBAD\tcuDNN\tnot installed\t9.3
      row\tOTHER\tx\ty\tz
      row\tGOOD\ttoo\tfew
      note\twhether it computes
      """;

  /** An engine that says what it is told to. */
  private static final class ToldRunner implements ContainerRunner {

    private final List<List<String>> commands = new ArrayList<>();
    private final String output;
    private final Health health;
    private final boolean emulated;

    ToldRunner(String output, Health health, boolean emulated) {
      this.output = output;
      this.health = health;
      this.emulated = emulated;
    }

    @Override
    public Ran run(
        String imageId,
        Platform platform,
        List<String> command,
        Map<String, String> environment,
        Duration patience) {
      assertThat(platform).isEqualTo(Platform.LINUX_ARM64);
      assertThat(environment).containsEntry("JBUILD_ROWS", "1").containsEntry("JBUILD_GPU", "0");
      commands.add(command);
      return new Ran(1, output);
    }

    @Override
    public Health health(String imageId, Platform platform, Duration patience) {
      return health;
    }

    @Override
    public boolean hasGpu() {
      return false;
    }

    @Override
    public boolean emulates(Platform platform) {
      return emulated;
    }
  }

  private static ImageConfig config(boolean checked) {
    JetsonFixture image = JetsonFixture.good();
    if (checked) {
      image.config("Healthcheck", Map.of("Test", List.of("CMD", "true")));
    }
    return image.read().config();
  }

  private static RunReport run(ToldRunner runner, boolean checked) {
    return new ImageRun(runner)
        .run("sha256:0", config(checked), JetsonProfile.good().expectations());
  }

  private static ToldRunner runner(String health, String detail, boolean emulated) {
    return new ToldRunner(OUTPUT, new ContainerRunner.Health(health, detail), emulated);
  }

  @Test
  void reads_whole_rows_of_known_states_and_nothing_else() {
    ToldRunner runner = runner("healthy", "", false);
    RunReport report = run(runner, false);
    assertThat(report.rows())
        .containsExactly(
            new Row("torch", "2.8.0", "2.8.0", State.GOOD),
            new Row("cuDNN", "not installed", "9.3", State.BAD),
            new Row("health check", "none", "", State.ABSENT));
    assertThat(report.notProved()).containsExactly("whether it computes");
    assertThat(report.passed()).isFalse();
    assertThat(runner.commands.get(0)).startsWith("/bin/sh", "-c").endsWith("sh", "--inside");
  }

  @Test
  void says_what_emulation_cannot_prove() {
    RunReport report = run(runner("healthy", "", true), false);
    assertThat(report.emulated()).isTrue();
    assertThat(report.notProved()).hasSize(2).last().asString().contains("it ran under emulation");
  }

  @Test
  void a_health_check_is_good_only_when_it_is_healthy() {
    assertThat(run(runner("healthy", "200\n", false), true).rows())
        .last()
        .isEqualTo(new Row("health check", "healthy", "healthy", State.GOOD));
    assertThat(run(runner("unhealthy", "refused\n", false), true).rows())
        .last()
        .isEqualTo(new Row("health check", "unhealthy: refused", "healthy", State.BAD));
    assertThat(run(runner("exited", "", false), true).rows())
        .last()
        .isEqualTo(new Row("health check", "exited", "healthy", State.BAD));
  }

  @Test
  void an_image_that_says_nothing_is_an_error_of_the_environment() {
    ToldRunner silent =
        new ToldRunner("sh: python3: bad\n", new ContainerRunner.Health("healthy", ""), false);
    assertThatThrownBy(() -> run(silent, false))
        .isInstanceOfSatisfying(
            JbuildException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.ENVIRONMENT);
              assertThat(e.message())
                  .isEqualTo("the image could not be examined: its shell exited with 1");
              assertThat(e.details()).containsExactly("sh: python3: bad");
            });
  }
}
