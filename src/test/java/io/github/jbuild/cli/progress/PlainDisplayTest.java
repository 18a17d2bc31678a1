package io.github.jbuild.cli.progress;

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

  private static final StepRef PIP = step(7, "pip install --no-deps torch 2.8.0");
  private static final StepRef GDAL = step(9, "build gdal 3.11.5");

  private final StepClock clock = new StepClock();
  private final StringWriter output = new StringWriter();
  private final PlainDisplay display = new PlainDisplay(new PrintWriter(output), clock);

  @Test
  void prints_numbers_stages_titles_output_and_ends() {
    display.on(new BuildEvent.Header("cuda-base", "l4t r36.4.0 · JetPack 6.1"));
    display.on(new BuildEvent.Header("engine", "Docker 20.10.24"));
    StepRef base = step(1, "base l4t-cuda");
    display.on(new BuildEvent.StepStarted(base));
    display.on(new BuildEvent.StepDone(base, true, Duration.ZERO));
    display.on(new BuildEvent.StepStarted(PIP));
    display.on(log(PIP, 1250, "Downloading\r 10%\r100%"));
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
            #1  [ 1/31] python    base l4t-cuda                                       CACHED

            #2  [ 7/31] python    pip install --no-deps torch 2.8.0
            #2 1.250 100%
            #2 DONE 48.2s
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
        .isEqualTo("#1  [ 7/31] python    pip install --no-deps torch 2.8.0\n");
  }

  @Test
  void holds_the_lines_of_others_back_until_the_step_ends() {
    start(PIP, GDAL);
    display.on(log(PIP, 100, "Collecting torch"));
    display.on(log(GDAL, 200, "cmake"));
    display.on(log(PIP, 300, "Installing"));
    display.on(new BuildEvent.StepDone(PIP, false, Duration.ofSeconds(1)));
    assertThat(output.toString())
        .isEqualTo(
            """
            #1  [ 7/31] python    pip install --no-deps torch 2.8.0
            #1 0.100 Collecting torch
            #1 0.300 Installing
            #1 DONE 1.0s

            #2  [ 9/31] python    build gdal 3.11.5
            #2 0.200 cmake
            """);
  }

  @Test
  void lets_another_step_take_over_after_five_seconds() {
    start(PIP, GDAL, step(8, "pip check"));
    display.on(log(PIP, 100, "Collecting torch"));
    display.on(new BuildEvent.StepLog(PIP, "Installing", Duration.ofMillis(200), true));
    display.on(log(GDAL, 200, "cmake"));
    display.on(new BuildEvent.StepDone(step(8, "pip check"), false, Duration.ofMillis(200)));
    clock.advance(Duration.ofMillis(4999));
    display.tick();
    assertThat(output.toString()).doesNotContain("cmake", "pip check");
    clock.advance(Duration.ofMillis(1));
    display.tick();
    display.on(log(PIP, 5100, "Installing more"));
    display.on(new BuildEvent.StepDone(GDAL, false, Duration.ofSeconds(5)));
    display.on(new BuildEvent.StepCancelled(PIP, Duration.ofSeconds(5)));
    display.close();
    assertThat(output.toString())
        .isEqualTo(
            """
            #1  [ 7/31] python    pip install --no-deps torch 2.8.0
            #1 0.100 Collecting torch
            #1 0.200 Installing...

            #3  [ 8/31] python    pip check                                        DONE 0.2s

            #2  [ 9/31] python    build gdal 3.11.5
            #2 0.200 cmake
            #2 DONE 5.0s

            #1  [ 7/31] python    pip install --no-deps torch 2.8.0
            #1 5.100 Installing more
            #1 CANCELED
            """);
  }

  @Test
  void closes_a_line_that_stands_unfinished_for_long() {
    display.on(new BuildEvent.StepStarted(PIP));
    display.on(new BuildEvent.StepLog(PIP, "Compiling", Duration.ZERO, true));
    clock.advance(Duration.ofSeconds(6));
    display.tick();
    clock.advance(Duration.ofSeconds(6));
    display.tick();
    assertThat(output.toString()).endsWith("\n#1 0.000 Compiling...\n");
    display.on(log(PIP, 13_000, "Compiling done"));
    assertThat(output.toString()).endsWith("Compiling...\n#1 13.000 Compiling done\n");
  }

  @Test
  void prints_all_that_waits_when_it_is_closed() {
    start(PIP, GDAL);
    display.on(log(PIP, 0, "a"));
    display.on(log(GDAL, 0, "b"));
    display.on(new BuildEvent.StepFailed(GDAL, Duration.ofSeconds(3), "exit\nstatus 1"));
    display.on(new BuildEvent.StepLog(PIP, "unfinished", Duration.ZERO, true));
    display.close();
    display.close();
    assertThat(output.toString())
        .isEqualTo(
            """
            #1  [ 7/31] python    pip install --no-deps torch 2.8.0
            #1 0.000 a
            #1 0.000 unfinished...

            #2  [ 9/31] python    build gdal 3.11.5
            #2 0.000 b
            #2 ERROR: exit status 1
            """);
  }

  @Test
  void says_when_a_step_runs_anew_and_what_it_prints_late() {
    start(PIP);
    display.on(new BuildEvent.StepDone(PIP, false, Duration.ofMillis(100)));
    start(PIP);
    display.on(log(PIP, 100, "again"));
    display.on(new BuildEvent.StepDone(PIP, false, Duration.ofMillis(200)));
    display.on(log(PIP, 200, "late"));
    assertThat(output.toString())
        .isEqualTo(
            """
            #1  [ 7/31] python    pip install --no-deps torch 2.8.0                DONE 0.1s

            #1  [ 7/31] python    pip install --no-deps torch 2.8.0
            #1 0.100 again
            #1 DONE 0.2s

            #1  [ 7/31] python    pip install --no-deps torch 2.8.0
            #1 0.200 late
            """);
  }

  @Test
  void tells_transfers_sparsely() {
    StepRef work = new StepRef("v", "", 0, 0, "", "[internal] load build context");
    display.on(new BuildEvent.StepStarted(work));
    for (int i = 1; i <= 25; i++) {
      display.on(new BuildEvent.Transfer(work, "transferring context", i * 1_000_000L, -1, false));
      clock.advance(Duration.ofSeconds(1));
    }
    display.on(new BuildEvent.Transfer(work, "transferring context", 26_000_000, -1, true));
    assertThat(output.toString())
        .isEqualTo(
            """
            #1  [internal] load build context
            #1 transferring context 11.0 MB
            #1 transferring context 21.0 MB
            #1 transferring context 26.0 MB done
            """);
  }

  @Test
  void tells_the_end_of_a_transfer_once() {
    StepRef base = new StepRef("v", "", 0, 0, "", "[base] FROM jetpack");
    display.on(new BuildEvent.StepStarted(base));
    BuildEvent.Transfer layer = new BuildEvent.Transfer(base, "sha256:12", 5_000_000, -1, true);
    display.on(new BuildEvent.Transfer(base, "sha256:12", 1_000_000, 5_000_000, false));
    for (int i = 0; i < 3; i++) {
      display.on(layer);
      clock.advance(Duration.ofSeconds(20));
    }
    assertThat(output.toString()).containsOnlyOnce("sha256:12 5.0 MB done");
  }

  @Test
  void lets_no_escape_through() {
    StepRef evil = new StepRef("v", "", 0, 0, "", "\u001b]0;t\u0007load\u001b[2J");
    start(evil);
    display.on(log(evil, 0, "a\u001b[31mb\u0008"));
    display.on(new BuildEvent.Warning("w\u001b[2J"));
    display.on(new BuildEvent.StepFailed(evil, Duration.ZERO, "m\u001b[2J"));
    assertThat(output.toString()).doesNotContain("\u001b", "\u0007", "\u0008").contains("ab");
  }

  private void start(StepRef... started) {
    for (StepRef step : started) {
      display.on(new BuildEvent.StepStarted(step));
    }
  }

  private static BuildEvent log(StepRef step, long millis, String line) {
    return new BuildEvent.StepLog(step, line, Duration.ofMillis(millis), false);
  }

  private static StepRef step(int number, String title) {
    return new StepRef("p/" + number, "", number, 31, "python", title);
  }
}
