package io.github.jbuild.cli.progress;

import io.github.jbuild.cli.terminal.Durations;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.ByteSize;
import io.github.jbuild.core.TerminalText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a terminal shows of a step that runs: its time, what it counts, its last lines. */
final class RunningStep {

  /** Lines kept; a step that runs alone shows them all. */
  static final int LOG_LINES = 6;

  private static final int MOST_TRANSFERS = 3;

  private final StepRef step;
  private final Instant began;
  private final Deque<String> log = new ArrayDeque<>();
  private final Map<String, BuildEvent.Transfer> transfers = new LinkedHashMap<>();
  private boolean open;

  RunningStep(StepRef step, Instant began) {
    this.step = step;
    this.began = began;
  }

  void log(BuildEvent.StepLog line) {
    if (open) {
      log.removeLast();
    } else if (log.size() == LOG_LINES) {
      log.removeFirst();
    }
    log.addLast(TerminalText.expandTabs(TerminalText.safe(line.line())));
    open = line.open();
  }

  void transfer(BuildEvent.Transfer transfer) {
    transfers.put(transfer.label(), transfer);
  }

  /** {@code [ 7/31] python pip install torch … 48.2s}. */
  String line(Instant now, int width, int longest) {
    String time = Durations.format(Duration.between(began, now));
    return ProgressLines.step(step, time, width, longest);
  }

  /** What is counted and has not come to its end. */
  List<String> transfers() {
    List<String> open =
        transfers.values().stream()
            .filter(transfer -> !transfer.done())
            .map(transfer -> "  " + ProgressLines.transfer(transfer))
            .toList();
    return open.subList(Math.max(0, open.size() - MOST_TRANSFERS), open.size());
  }

  int logSize() {
    return log.size();
  }

  /** The last lines of its output, at most {@code most}. */
  List<String> log(int most) {
    return log.stream().skip(Math.max(0, log.size() - most)).map(line -> "  " + line).toList();
  }

  /** The bytes that it moved, for the line that stays; empty when it moved none. */
  String moved() {
    return transfers.values().stream()
        .filter(transfer -> transfer.bytes() > 0)
        .findFirst()
        .map(transfer -> ByteSize.compact(transfer.bytes()))
        .orElse("");
  }
}
