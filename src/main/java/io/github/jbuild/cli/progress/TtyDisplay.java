package io.github.jbuild.cli.progress;

import io.github.jbuild.cli.terminal.Durations;
import io.github.jbuild.cli.terminal.Style;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.TerminalText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps all running steps and their last log lines in place, redrawn at most ten times a second;
 * finished steps scroll away above in the order in which they end.
 */
final class TtyDisplay implements Display {

  private static final Duration FRAME = Duration.ofMillis(100);

  private final LiveRegion region;
  private final Style style;
  private final InstantSource clock;
  private final RunningSteps steps;
  private final List<String> finished = new ArrayList<>();
  private Instant drawn = Instant.EPOCH;
  private boolean closed;

  TtyDisplay(LiveRegion region, Style style, InstantSource clock) {
    this.region = region;
    this.style = style;
    this.clock = clock;
    this.steps = new RunningSteps(style);
  }

  @Override
  public synchronized void on(BuildEvent event) {
    if (closed) {
      return;
    }
    if (event instanceof BuildEvent.StepVertex vertex) {
      steps.known(vertex.step());
    } else if (event instanceof BuildEvent.StepStarted started) {
      steps.begin(started.step(), clock.instant());
    } else if (event instanceof BuildEvent.StepLog line) {
      steps.get(line.step()).ifPresent(step -> step.log(line));
    } else if (event instanceof BuildEvent.Transfer transfer) {
      steps.get(transfer.step()).ifPresent(step -> step.transfer(transfer));
    } else if (event instanceof BuildEvent.StepDone done) {
      UnaryOperator<String> dress = done.cached() ? style::dim : text -> text;
      finish(done.step(), ProgressLines.end(done.cached(), done.took()), dress);
    } else if (event instanceof BuildEvent.StepFailed failed) {
      finish(failed.step(), "FAILED " + Durations.format(failed.took()), style::red);
    } else if (event instanceof BuildEvent.StepCancelled stopped) {
      finish(stopped.step(), "CANCELED " + Durations.format(stopped.took()), style::yellow);
    } else if (event instanceof BuildEvent.Header header) {
      finished.add(ProgressLines.header(header.label(), header.text(), style));
    } else if (event instanceof BuildEvent.Warning warning) {
      finished.add(style.yellow("warning:") + " " + TerminalText.safe(warning.text()));
    } else if (event instanceof BuildEvent.ImageBuilt image) {
      finished.add(ProgressLines.image(image, style));
    }
    if (!clock.instant().isBefore(drawn.plus(FRAME))) {
      draw();
    }
  }

  @Override
  public synchronized void tick() {
    if (!closed) {
      draw();
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      region.close(finished);
      finished.clear();
    }
  }

  private void finish(StepRef ref, String end, UnaryOperator<String> dress) {
    Optional<RunningStep> step = steps.end(ref);
    if (step.isPresent()) {
      String moved = step.get().moved();
      String right = moved.isEmpty() ? end : moved + "  " + end;
      finished.add(dress.apply(ProgressLines.step(ref, right, width(), longest())));
    }
  }

  private int longest() {
    return region.size().columns() - 1;
  }

  private int width() {
    return Math.min(ProgressLines.WIDTH, longest());
  }

  private void draw() {
    drawn = clock.instant();
    region.draw(finished, steps.lines(drawn, width(), region.size()));
    finished.clear();
  }
}
