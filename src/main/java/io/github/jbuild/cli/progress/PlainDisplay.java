package io.github.jbuild.cli.progress;

import io.github.jbuild.cli.terminal.Durations;
import io.github.jbuild.cli.terminal.Style;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.TerminalText;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lines for logs and pipes. Steps that run at once take turns: one prints its title, its output
 * after {@code #number} and seconds, as buildx does, and its end, while the lines of the others
 * wait; another takes over when it ends, or when others have waited for five seconds. A step that
 * ends silently has one line.
 */
final class PlainDisplay implements Display {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration TRANSFER_PAUSE = Duration.ofSeconds(10);

  private final PrintWriter err;
  private final InstantSource clock;
  private final Map<String, PlainStep> steps = new LinkedHashMap<>();
  private final List<PlainStep> running = new ArrayList<>();
  private final Set<BuildEvent.Transfer> finished = new HashSet<>();
  private @Nullable PlainStep owner;
  private boolean afterBlock;
  private boolean afterBrief;

  PlainDisplay(PrintWriter err, InstantSource clock) {
    this.err = err;
    this.clock = clock;
  }

  @Override
  public synchronized void on(BuildEvent event) {
    Instant now = clock.instant();
    if (event instanceof BuildEvent.StepStarted started) {
      begin(started.step(), now);
    } else if (event instanceof BuildEvent.StepLog log) {
      speaking(log.step(), now).log(log.line(), log.since(), log.open(), now);
    } else if (event instanceof BuildEvent.Transfer transfer) {
      transfer(transfer, now);
    } else if (event instanceof BuildEvent.StepDone done) {
      String text = done.cached() ? "CACHED" : "DONE " + Durations.format(done.took());
      end(done.step(), text, true, now);
    } else if (event instanceof BuildEvent.StepFailed failed) {
      String message = TerminalText.safe(failed.message()).replace('\n', ' ');
      end(failed.step(), "ERROR: " + message, false, now);
    } else if (event instanceof BuildEvent.StepCancelled stopped) {
      end(stopped.step(), "CANCELED", true, now);
    } else if (event instanceof BuildEvent.Header header) {
      own(ProgressLines.header(header.label(), header.text(), Style.PLAIN));
    } else if (event instanceof BuildEvent.Warning warning) {
      own("warning: " + TerminalText.safe(warning.text()));
    } else if (event instanceof BuildEvent.ImageBuilt image) {
      release(now);
      own(ProgressLines.image(image, Style.PLAIN));
    }
    print(now);
    err.flush();
  }

  @Override
  public synchronized void tick() {
    Instant now = clock.instant();
    if (owner != null && owner.hasOpenLine(now, PATIENCE)) {
      owner.closeOpenLine(now);
    }
    print(now);
    err.flush();
  }

  @Override
  public synchronized void close() {
    Instant now = clock.instant();
    running.forEach(step -> step.closeOpenLine(now));
    do {
      release(now);
    } while (owner != null && waiting().stream().anyMatch(step -> step != owner));
    err.flush();
  }

  private void begin(StepRef ref, Instant now) {
    PlainStep step = step(ref, now);
    if (!running.contains(step) || step.ended()) {
      step.begin(ref, now);
    }
    speaking(ref, now);
  }

  /** The step, which has something to print; output may come late. */
  private PlainStep speaking(StepRef ref, Instant now) {
    PlainStep step = step(ref, now);
    if (!running.contains(step)) {
      running.add(step);
    }
    return step;
  }

  private PlainStep step(StepRef ref, Instant now) {
    PlainStep known = steps.get(ref.id());
    if (known == null) {
      known = new PlainStep(steps.size() + 1, ref, now);
      steps.put(ref.id(), known);
    }
    return known;
  }

  private void end(StepRef ref, String text, boolean brief, Instant now) {
    PlainStep step = step(ref, now);
    if (running.contains(step) && !step.ended()) {
      step.end(text, brief, now);
    }
  }

  private void transfer(BuildEvent.Transfer transfer, Instant now) {
    if (finished.contains(transfer)) {
      return; // BuildKit repeats the end of a download with each status
    }
    PlainStep step = speaking(transfer.step(), now);
    if (transfer.done()) {
      finished.add(transfer);
      String text = ProgressLines.transfer(transfer) + " done";
      step.counted(text, ProgressLines.amount(transfer), now);
    } else if (step.tells(transfer.label(), TRANSFER_PAUSE, now)) {
      step.say(ProgressLines.transfer(transfer), now);
    }
  }

  /** Prints what may be printed now. */
  private void print(Instant now) {
    if (owner != null && impatient(now)) {
      release(now);
    }
    while (owner == null || owner.waitingSince() != null) {
      PlainStep next = owner == null ? next(now) : owner;
      if (next == null) {
        return;
      }
      print(next);
    }
  }

  private void print(PlainStep step) {
    if (owner != step && step.isBrief()) {
      if (afterBlock) {
        err.println();
      }
      err.println(step.brief());
      afterBlock = false;
      afterBrief = true;
      running.remove(step);
      return;
    }
    if (owner != step) {
      if (afterBlock || afterBrief) {
        err.println();
      }
      afterBrief = false;
      afterBlock = true;
      err.println(step.title());
      owner = step;
    }
    step.take().forEach(err::println);
    if (step.ended()) {
      running.remove(step);
      owner = null;
    }
  }

  /** Whether another step has held its lines back for too long. */
  private boolean impatient(Instant now) {
    return running.stream()
        .filter(step -> step != owner)
        .anyMatch(
            step -> longAgo(step.waitingSince(), now) || longAgo(step.unannouncedSince(), now));
  }

  private static boolean longAgo(@Nullable Instant since, Instant now) {
    return since != null && !now.isBefore(since.plus(PATIENCE));
  }

  /**
   * The owner gives way; those that have ended come first, then the one that has waited longest.
   */
  private void release(Instant now) {
    PlainStep before = owner;
    if (before != null) {
      before.closeOpenLine(now);
      if (before.waitingSince() != null) {
        print(before);
      }
    }
    owner = null;
    waiting().stream().filter(PlainStep::ended).forEach(this::print);
    List<PlainStep> others = waiting();
    others.remove(before);
    if (!others.isEmpty()) {
      print(others.get(0));
    } else {
      running.stream()
          .filter(step -> step != before && longAgo(step.unannouncedSince(), now))
          .findFirst()
          .ifPresent(this::print);
    }
  }

  private @Nullable PlainStep next(Instant now) {
    List<PlainStep> waiting = waiting();
    for (PlainStep step : waiting) {
      if (step.ended()) {
        return step;
      }
    }
    if (!waiting.isEmpty()) {
      return waiting.get(0);
    }
    for (PlainStep step : running) {
      Instant since = step.unannouncedSince();
      if (since != null && now.isAfter(since.plus(AT_ONCE))) {
        return step;
      }
    }
    return null;
  }

  private List<PlainStep> waiting() {
    List<PlainStep> waiting = new ArrayList<>();
    for (PlainStep step : running) {
      if (step.waitingSince() != null) {
        waiting.add(step);
      }
    }
    waiting.sort(Comparator.comparing(PlainDisplay::waitingSince));
    return waiting;
  }

  private static Instant waitingSince(PlainStep step) {
    Instant since = step.waitingSince();
    return since == null ? Instant.MAX : since;
  }

  private void own(String line) {
    err.println(line);
  }
}
