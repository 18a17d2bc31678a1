package io.github.jbuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.build.StepClock;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainDisplayTest {

  private static final StepRef PIP =
      new StepRef(7, 31, "python", "pip install --no-deps torch 2.8.0");

  private final StepClock clock = new StepClock();
  private final StringWriter output = new StringWriter();
  private final PlainDisplay display = new PlainDisplay(new PrintWriter(output), clock);

  @Test
  void prints_a_line_an_event() {
    display.on(new BuildEvent.Header("cuda-base", "l4t r36.4.0 · JetPack 6.1"));
    display.on(new BuildEvent.Header("engine", "Docker 20.10.24"));
    StepRef base = new StepRef(1, 31, "runtime", "base l4t-cuda");
    display.on(new BuildEvent.StepStarted(base));
    display.on(new BuildEvent.StepDone(base, true, Duration.ZERO));
    display.on(new BuildEvent.StepStarted(PIP));
    clock.advance(Duration.ofMillis(1250));
    display.on(new BuildEvent.StepLog(PIP, "Downloading\r 10%\r100%"));
    display.on(new BuildEvent.StepDone(PIP, false, Duration.ofMillis(48_150)));
    display.on(new BuildEvent.Warning("old builder"));
    display.on(
        new BuildEvent.ImageBuilt(
            "cuda-base",
            List.of("inference:cuda"),
            "sha256:" + "4f0c".repeat(16),
            6_400_000_000L,
            24,
            Duration.ofSeconds(552)));
    assertThat(output.toString())
        .isEqualTo(
            """
            cuda-base  l4t r36.4.0 · JetPack 6.1
            engine     Docker 20.10.24
            [ 1/31] runtime   base l4t-cuda                                           CACHED
            [ 7/31] python    pip install --no-deps torch 2.8.0
            #7 1.25 100%
            [ 7/31] python    pip install --no-deps torch 2.8.0                        48.2s
            warning: old builder
            image      inference:cuda  sha256:4f0c4f0c4f0c  6.4 GB  24 layers  9m12s
            """);
  }

  @Test
  void announces_a_silent_step_after_a_second() {
    display.on(new BuildEvent.StepStarted(PIP));
    display.tick();
    assertThat(output.toString()).isEmpty();
    clock.advance(Duration.ofMillis(1001));
    display.tick();
    display.tick();
    assertThat(output.toString())
        .isEqualTo("[ 7/31] python    pip install --no-deps torch 2.8.0\n");
  }

  @Test
  void tells_transfers_sparsely() {
    for (int i = 1; i <= 25; i++) {
      display.on(new BuildEvent.Transfer("context", i * 1_000_000L, -1));
      clock.advance(Duration.ofSeconds(1));
    }
    display.on(new BuildEvent.Transfer("context", 26_000_000, 26_000_000));
    assertThat(output.toString())
        .isEqualTo("context    11.0 MB\ncontext    21.0 MB\ncontext    26.0 MB\n");
  }

  @Test
  void marks_the_failed_step() {
    display.on(new BuildEvent.StepStarted(PIP));
    display.on(new BuildEvent.StepFailed(PIP, Duration.ofSeconds(3), "exit status 1"));
    assertThat(output.toString()).endsWith("FAILED 3.0s\n");
  }
}
