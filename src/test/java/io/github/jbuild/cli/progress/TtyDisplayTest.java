package io.github.jbuild.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.build.StepClock;
import io.github.jbuild.cli.terminal.Style;
import io.github.jbuild.cli.terminal.TerminalSize;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TtyDisplayTest {

  private static final StepRef PIP = step(7, "pip install torch 2.8.0");

  private final StepClock clock = new StepClock();
  private final StringWriter output = new StringWriter();
  private TerminalSize.Size size = new TerminalSize.Size(60, 24);
  private VirtualTerminal terminal = new VirtualTerminal(60);
  private final TtyDisplay display =
      new TtyDisplay(new LiveRegion(new PrintWriter(output), () -> size), new Style(true), clock);

  @Test
  void keeps_the_running_step_and_its_last_lines_in_place() {
    display.on(new BuildEvent.Header("cuda-base", "l4t r36.4.0"));
    display.on(new BuildEvent.StepStarted(PIP));
    for (int i = 1; i <= 9; i++) {
      clock.advance(Duration.ofSeconds(1));
      display.on(new BuildEvent.StepLog(PIP, "line " + i, Duration.ZERO, false));
    }
    assertThat(screen())
        .isEqualTo(
            """
            cuda-base  l4t r36.4.0
            [+] Building 9.0s (0/1)
            [ 7/31] python    pip install torch 2.8.0              9.0s
              line 4
              line 5
              line 6
              line 7
              line 8
              line 9""");
    assertThat(terminal.cursorVisible()).isFalse();
  }

  @Test
  void lets_finished_steps_scroll_away_and_restores_the_cursor() {
    display.on(new BuildEvent.StepStarted(PIP));
    display.on(new BuildEvent.StepLog(PIP, "Collecting torch", Duration.ZERO, false));
    display.tick();
    display.on(new BuildEvent.StepDone(PIP, false, Duration.ofMillis(48_200)));
    StepRef next = step(8, "pip check");
    display.on(new BuildEvent.StepStarted(next));
    display.on(new BuildEvent.StepDone(next, true, Duration.ZERO));
    display.on(
        new BuildEvent.ImageBuilt(
            "cuda-base",
            List.of("inference:cuda"),
            "sha256:" + "4f0c".repeat(16),
            6_400_000_000L,
            24,
            Duration.ofSeconds(552)));
    display.close();
    display.close();
    assertThat(screen())
        .isEqualTo(
            """
            [ 7/31] python    pip install torch 2.8.0             48.2s
            [ 8/31] python    pip check                          CACHED
            image      inference:cuda  sha256:4f0c4f0c4f0c  6.4 GB  24 l
            ayers  9m12s""");
    assertThat(terminal.cursorVisible()).isTrue();
  }

  @Test
  void draws_at_most_ten_times_a_second() {
    display.on(new BuildEvent.StepStarted(PIP));
    int first = output.toString().length();
    for (int i = 0; i < 1000; i++) {
      display.on(new BuildEvent.StepLog(PIP, "line " + i, Duration.ZERO, false));
    }
    assertThat(output.toString()).hasSize(first);
    clock.advance(Duration.ofMillis(100));
    display.tick();
    assertThat(screen()).contains("line 999").doesNotContain("line 993\n");
  }

  @Test
  void cuts_wide_characters_to_the_window() {
    size = new TerminalSize.Size(24, 24);
    terminal = new VirtualTerminal(24);
    display.on(new BuildEvent.StepStarted(PIP));
    display.on(new BuildEvent.StepLog(PIP, "構築構築構築構築構築構築", Duration.ZERO, false));
    display.tick();
    assertThat(screen().lines().skip(2)).containsExactly("  構築構築構築構築構築…");
  }

  @Test
  void finds_its_lines_again_after_the_window_became_narrow() {
    display.on(new BuildEvent.StepStarted(PIP));
    display.tick();
    String wide = output.toString();
    size = new TerminalSize.Size(30, 24);
    output.getBuffer().setLength(0);
    display.tick();
    assertThat(wide).isNotEmpty();
    assertThat(output.toString()).startsWith("\u001b[3A\r\u001b[J");
  }

  @Test
  void shows_transfers_until_they_are_complete_and_their_bytes_from_then_on() {
    StepRef base = step(1, "from l4t-cuda");
    display.on(new BuildEvent.StepStarted(base));
    display.on(new BuildEvent.Transfer(base, "pulling", 1_200_000, 2_400_000, false));
    display.tick();
    assertThat(screen()).endsWith("\n  pulling 1.2 MB / 2.4 MB");
    display.on(new BuildEvent.Transfer(base, "pulling", 2_400_000, 2_400_000, true));
    display.tick();
    assertThat(screen()).doesNotContain("pulling");
    display.on(new BuildEvent.StepDone(base, false, Duration.ofSeconds(3)));
    display.close();
    assertThat(screen()).endsWith("from l4t-cuda                2.4 MB  3.0s");
  }

  @Test
  void shows_all_running_steps_with_fewer_lines_each() {
    for (int number = 1; number <= 3; number++) {
      StepRef step = step(number, "step " + number);
      display.on(new BuildEvent.StepVertex(step, "v" + number));
      display.on(new BuildEvent.StepStarted(step));
      for (int i = 1; i <= 9; i++) {
        display.on(new BuildEvent.StepLog(step, number + "." + i, Duration.ZERO, false));
      }
    }
    display.on(new BuildEvent.StepVertex(step(4, "later"), "v4"));
    clock.advance(Duration.ofSeconds(2));
    display.on(new BuildEvent.StepDone(step(2, "step 2"), true, Duration.ZERO));
    display.tick();
    assertThat(screen())
        .isEqualTo(
            """
            [ 2/31] python    step 2                             CACHED
            [+] Building 2.0s (1/4)
            [ 1/31] python    step 1                               2.0s
              1.7
              1.8
              1.9
            [ 3/31] python    step 3                               2.0s
              3.7
              3.8
              3.9""");
  }

  @Test
  void respects_the_height_of_the_window() {
    size = new TerminalSize.Size(60, 6);
    for (int number = 1; number <= 9; number++) {
      StepRef step = step(number, "step " + number);
      display.on(new BuildEvent.StepStarted(step));
      display.on(new BuildEvent.StepLog(step, "noise", Duration.ZERO, false));
    }
    display.tick();
    assertThat(screen().lines()).hasSize(5).first().isEqualTo("[+] Building 0.0s (0/9)");
    assertThat(screen()).endsWith("\n… and 6 more").doesNotContain("noise");
    size = new TerminalSize.Size(60, 40);
    display.tick();
    assertThat(screen().lines().filter(line -> line.contains("noise"))).hasSize(9);
  }

  @Test
  void replaces_a_line_that_has_not_ended() {
    display.on(new BuildEvent.StepStarted(PIP));
    display.on(new BuildEvent.StepLog(PIP, "Collecting", Duration.ZERO, false));
    display.on(new BuildEvent.StepLog(PIP, "10%", Duration.ZERO, true));
    display.on(new BuildEvent.StepLog(PIP, "20%", Duration.ZERO, true));
    display.tick();
    assertThat(screen()).endsWith("\n  Collecting\n  20%");
    display.on(new BuildEvent.StepLog(PIP, "100%", Duration.ZERO, false));
    display.on(new BuildEvent.StepLog(PIP, "Done", Duration.ZERO, false));
    display.tick();
    assertThat(screen()).endsWith("\n  Collecting\n  100%\n  Done");
  }

  @Test
  void tells_failed_steps_from_stopped_ones_and_shows_other_work_without_a_number() {
    StepRef work = new StepRef("v", "", 0, 0, "", "[internal] load\nbuild context");
    StepRef other = new StepRef("p/8", "jetpack", 8, 31, "python", "pip check");
    for (StepRef each : List.of(PIP, other, work)) {
      display.on(new BuildEvent.StepStarted(each));
    }
    display.on(new BuildEvent.StepDone(work, false, Duration.ofMillis(100)));
    display.on(new BuildEvent.StepCancelled(other, Duration.ofSeconds(2)));
    display.on(new BuildEvent.StepFailed(PIP, Duration.ofSeconds(3), "no"));
    display.on(new BuildEvent.StepDone(work, false, Duration.ofMillis(100)));
    display.close();
    assertThat(screen())
        .isEqualTo(
            """
            [internal] load build context                          0.1s
            [ 8/31] jetpack   python    pip check         CANCELED 2.0s
            [ 7/31] python    pip install torch 2.8.0       FAILED 3.0s""");
  }

  @Test
  void lets_no_escape_of_a_log_line_through() {
    display.on(new BuildEvent.StepStarted(PIP));
    display.on(
        new BuildEvent.StepLog(
            PIP, "\u001b]0;title\u0007a\u001b[2Jb\u001b[31mc\u0008", Duration.ZERO, false));
    display.tick();
    assertThat(screen()).endsWith("\n  abc");
    assertThat(output.toString()).doesNotContain("[2J", "]0;", "[31m");
  }

  private static StepRef step(int number, String title) {
    return new StepRef("p/" + number, "", number, 31, "python", title);
  }

  private String screen() {
    terminal = new VirtualTerminal(size.columns());
    terminal.feed(output.toString());
    return terminal.text();
  }
}
