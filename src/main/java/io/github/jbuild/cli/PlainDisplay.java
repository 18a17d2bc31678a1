package io.github.jbuild.cli;

import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.TerminalText;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line an event, for logs and pipes. A step that ends at once and silently has one line; any
 * other has a line when it begins, its output after {@code #number} and seconds, as buildx prints
 * it, and a line when it ends. Transfers are told every ten seconds and at their end.
 */
final class PlainDisplay implements Display {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final Duration TRANSFER_PAUSE = Duration.ofSeconds(10);

  private final PrintWriter err;
  private final InstantSource clock;
  private final Map<String, Instant> transfers = new HashMap<>();
  private @Nullable StepRef unannounced;
  private Instant began = Instant.EPOCH;

  PlainDisplay(PrintWriter err, InstantSource clock) {
    this.err = err;
    this.clock = clock;
  }

  @Override
  public synchronized void on(BuildEvent event) {
    if (event instanceof BuildEvent.StepStarted started) {
      unannounced = started.step();
      began = clock.instant();
    } else if (event instanceof BuildEvent.StepDone done) {
      unannounced = null;
      end(done.step(), ProgressLines.end(done.cached(), done.took()));
    } else if (event instanceof BuildEvent.StepFailed failed) {
      unannounced = null;
      end(failed.step(), "FAILED " + Quantities.time(failed.took()));
    } else if (event instanceof BuildEvent.Transfer transfer) {
      show(transfer);
    } else {
      announce();
      err.println(line(event));
    }
    err.flush();
  }

  @Override
  public synchronized void tick() {
    if (unannounced != null && clock.instant().isAfter(began.plus(AT_ONCE))) {
      announce();
      err.flush();
    }
  }

  private void announce() {
    if (unannounced != null) {
      err.println(ProgressLines.step(unannounced));
      unannounced = null;
    }
  }

  private void end(StepRef step, String end) {
    err.println(ProgressLines.step(step, end, ProgressLines.WIDTH));
  }

  private void show(BuildEvent.Transfer transfer) {
    Instant now = clock.instant();
    boolean complete = transfer.total() >= 0 && transfer.bytes() >= transfer.total();
    Instant next = transfers.computeIfAbsent(transfer.label(), label -> now.plus(TRANSFER_PAUSE));
    if (complete || !now.isBefore(next)) {
      announce();
      transfers.put(transfer.label(), now.plus(TRANSFER_PAUSE));
      err.println(
          ProgressLines.header(transfer.label(), ProgressLines.transfer(transfer), Style.PLAIN));
    }
  }

  private String line(BuildEvent event) {
    if (event instanceof BuildEvent.StepLog log) {
      double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
      String prefix = String.format(Locale.ROOT, "#%d %.2f ", log.step().number(), seconds);
      return prefix + TerminalText.safe(log.line());
    }
    if (event instanceof BuildEvent.Header header) {
      return ProgressLines.header(header.label(), header.text(), Style.PLAIN);
    }
    if (event instanceof BuildEvent.Warning warning) {
      return "warning: " + TerminalText.safe(warning.text());
    }
    if (event instanceof BuildEvent.ImageBuilt image) {
      return ProgressLines.image(image, Style.PLAIN);
    }
    throw new IllegalStateException("no line for " + event);
  }
}
