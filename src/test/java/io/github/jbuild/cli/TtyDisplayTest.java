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

class TtyDisplayTest {

  private static final StepRef PIP = new StepRef(7, 31, "python", "pip install torch 2.8.0");

  private final StepClock clock = new StepClock();
  private final StringWriter output = new StringWriter();
  private LiveRegion.Size size = new LiveRegion.Size(60, 24);
  private VirtualTerminal terminal = new VirtualTerminal(60);
  private final TtyDisplay display =
      new TtyDisplay(new LiveRegion(new PrintWriter(output), () -> size), new Style(true), clock);

  @Test
  void keeps_the_running_step_and_its_last_lines_in_place() {
    display.on(new BuildEvent.Header("cuda-base", "l4t r36.4.0"));
    display.on(new BuildEvent.StepStarted(PIP));
    for (int i = 1; i <= 9; i++) {
      clock.advance(Duration.ofSeconds(1));
      display.on(new BuildEvent.StepLog(PIP, "line " + i));
    }
    assertThat(screen())
        .isEqualTo(
            """
            cuda-base  l4t r36.4.0
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
    display.on(new BuildEvent.StepLog(PIP, "Collecting torch"));
    display.tick();
    display.on(new BuildEvent.StepDone(PIP, false, Duration.ofMillis(48_200)));
    StepRef next = new StepRef(8, 31, "python", "pip check");
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
      display.on(new BuildEvent.StepLog(PIP, "line " + i));
    }
    assertThat(output.toString()).hasSize(first);
    clock.advance(Duration.ofMillis(100));
    display.tick();
    assertThat(screen()).contains("line 999").doesNotContain("line 993\n");
  }

  @Test
  void cuts_wide_characters_to_the_window() {
    size = new LiveRegion.Size(24, 24);
    terminal = new VirtualTerminal(24);
    display.on(new BuildEvent.StepStarted(PIP));
    display.on(new BuildEvent.StepLog(PIP, "構築構築構築構築構築構築"));
    display.tick();
    assertThat(screen().lines().skip(1)).containsExactly("  構築構築構築構築構築…");
  }

  @Test
  void finds_its_lines_again_after_the_window_became_narrow() {
    display.on(new BuildEvent.StepStarted(PIP));
    display.tick();
    String wide = output.toString();
    size = new LiveRegion.Size(30, 24);
    output.getBuffer().setLength(0);
    display.tick();
    assertThat(wide).isNotEmpty();
    assertThat(output.toString()).startsWith("\u001b[2A");
  }

  @Test
  void shows_transfers_until_they_are_complete() {
    display.on(new BuildEvent.Transfer("context", 1_200_000, -1));
    display.tick();
    assertThat(screen()).isEqualTo("context    1.2 MB");
    display.on(new BuildEvent.Transfer("context", 2_400_000, 2_400_000));
    display.close();
    assertThat(screen()).isEqualTo("context    2.4 MB");
  }

  @Test
  void lets_no_escape_of_a_log_line_through() {
    display.on(new BuildEvent.StepStarted(PIP));
    display.on(new BuildEvent.StepLog(PIP, "\u001b]0;title\u0007a\u001b[2Jb\u001b[31mc\u0008"));
    display.tick();
    assertThat(screen()).endsWith("\n  abc");
    assertThat(output.toString()).doesNotContain("[2J", "]0;", "[31m");
  }

  private String screen() {
    terminal = new VirtualTerminal(size.columns());
    terminal.feed(output.toString());
    return terminal.text();
  }
}
