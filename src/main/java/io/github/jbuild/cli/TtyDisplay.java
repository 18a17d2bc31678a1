package io.github.jbuild.cli;

import io.github.jbuild.cli.LiveRegion.Line;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.TerminalText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the running step and its last log lines in place, redrawn at most ten times a second;
 * finished steps scroll away above.
 */
final class TtyDisplay implements Display {

  private static final int LOG_LINES = 6;
  private static final Duration FRAME = Duration.ofMillis(100);

  private final LiveRegion region;
  private final Style style;
  private final InstantSource clock;
  private final List<String> finished = new ArrayList<>();
  private final Deque<String> log = new ArrayDeque<>();
  private final Map<String, BuildEvent.Transfer> transfers = new LinkedHashMap<>();
  private @Nullable StepRef running;
  private Instant began = Instant.EPOCH;
  private Instant drawn = Instant.EPOCH;
  private boolean closed;

  TtyDisplay(LiveRegion region, Style style, InstantSource clock) {
    this.region = region;
    this.style = style;
    this.clock = clock;
  }

  @Override
  public synchronized void on(BuildEvent event) {
    if (closed) {
      return;
    }
    if (event instanceof BuildEvent.StepStarted started) {
      running = started.step();
      began = clock.instant();
      log.clear();
      transfers.clear();
    } else if (event instanceof BuildEvent.StepLog line) {
      if (log.size() == LOG_LINES) {
        log.removeFirst();
      }
      log.addLast(TerminalText.expandTabs(TerminalText.safe(line.line())));
    } else if (event instanceof BuildEvent.StepDone done) {
      String line = endOf(done.step(), ProgressLines.end(done.cached(), done.took()));
      finish(done.cached() ? style.dim(line) : line);
    } else if (event instanceof BuildEvent.StepFailed failed) {
      finish(style.red(endOf(failed.step(), "FAILED " + Quantities.time(failed.took()))));
    } else if (event instanceof BuildEvent.Transfer transfer) {
      show(transfer);
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

  private void show(BuildEvent.Transfer transfer) {
    if (transfer.total() >= 0 && transfer.bytes() >= transfer.total()) {
      transfers.remove(transfer.label());
      String text = ProgressLines.transfer(transfer);
      finished.add(ProgressLines.header(transfer.label(), text, style));
    } else {
      transfers.put(transfer.label(), transfer);
    }
  }

  private void finish(String line) {
    running = null;
    log.clear();
    finished.add(line);
  }

  private String endOf(StepRef step, String end) {
    return ProgressLines.step(step, end, width());
  }

  private int width() {
    return Math.min(ProgressLines.WIDTH, region.size().columns() - 1);
  }

  private void draw() {
    drawn = clock.instant();
    List<Line> lines = new ArrayList<>();
    if (running != null) {
      String time = Quantities.time(Duration.between(began, drawn));
      String start = TerminalText.fit(ProgressLines.step(running), width() - time.length() - 2);
      int room = width() - time.length();
      lines.add(new Line(TerminalText.pad(start, room) + time, style::bold));
    }
    transfers
        .values()
        .forEach(transfer -> lines.add(new Line(transferLine(transfer), text -> text)));
    int room = Math.max(0, region.size().rows() - 1 - lines.size());
    log.stream()
        .skip(Math.max(0, log.size() - room))
        .forEach(text -> lines.add(new Line("  " + text, style::dim)));
    region.draw(finished, lines);
    finished.clear();
  }

  private static String transferLine(BuildEvent.Transfer transfer) {
    return ProgressLines.header(transfer.label(), ProgressLines.transfer(transfer), Style.PLAIN);
  }
}
