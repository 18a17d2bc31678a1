package io.github.jbuild.cli.progress;

import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.TerminalText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step whose lines wait until it may print them. */
final class PlainStep {

  private final int number;
  private final List<String> held = new ArrayList<>();
  private final List<String> counted = new ArrayList<>();
  private final Map<String, Instant> transfersTold = new HashMap<>();
  private StepRef ref;
  private String moved = "";
  private Instant began;
  private boolean announced;
  private @Nullable Instant waitingSince;
  private @Nullable String end;
  private boolean endPrinted;
  private boolean oneLine;
  private @Nullable String open;
  private Instant openSince = Instant.EPOCH;
  private boolean openTold;

  PlainStep(int number, StepRef ref, Instant now) {
    this.number = number;
    this.ref = ref;
    this.began = now;
  }

  /** It begins, perhaps again. */
  void begin(StepRef step, Instant now) {
    ref = step;
    if (end != null) {
      if (!endPrinted) {
        say(end, now);
      }
      end = null;
      endPrinted = false;
      announced = false;
      began = now;
    }
  }

  void log(String line, Duration since, boolean unfinished, Instant now) {
    String text =
        String.format(
            Locale.ROOT, "#%d %.3f %s", number, since.toMillis() / 1000.0, TerminalText.safe(line));
    if (unfinished) {
      if (!text.equals(open)) {
        open = text;
        openSince = now;
        openTold = false;
      }
    } else {
      open = null;
      hold(text, now);
    }
  }

  /** Holds a line that is the step's. */
  void say(String text, Instant now) {
    hold("#" + number + " " + text, now);
  }

  /** Notes that a counter has reached its end, which alone is not a reason to print. */
  void counted(String text, String amount, Instant now) {
    if (announced) {
      say(text, now);
    } else {
      counted.add("#" + number + " " + text);
      moved = amount.isEmpty() ? moved : amount + "  ";
    }
  }

  /**
   * It ends.
   *
   * @param brief whether the end may be on the line of the title if nothing else was printed
   */
  void end(String text, boolean brief, Instant now) {
    end = text;
    oneLine = brief;
    open = null;
    wait(now);
  }

  boolean ended() {
    return end != null;
  }

  /** Since when something waits to be printed; null if nothing does. */
  @Nullable Instant waitingSince() {
    return waitingSince;
  }

  /** Since when it has been running silently; null if its title was printed. */
  @Nullable Instant unannouncedSince() {
    return announced || end != null ? null : began;
  }

  /** Whether a transfer may be reported again. */
  boolean tells(String label, Duration pause, Instant now) {
    Instant last = transfersTold.putIfAbsent(label, now);
    if (last == null || now.isBefore(last.plus(pause))) {
      return false;
    }
    transfersTold.put(label, now);
    return true;
  }

  /** Whether an unfinished line has stood for so long. */
  boolean hasOpenLine(Instant now, Duration atLeast) {
    return open != null && !openTold && !now.isBefore(openSince.plus(atLeast));
  }

  /** Holds the unfinished line as it is, if there is one. */
  void closeOpenLine(Instant now) {
    if (open != null && !openTold) {
      hold(open + "...", now);
      openTold = true;
    }
  }

  /** Whether a single line says all. */
  boolean isBrief() {
    return held.isEmpty() && end != null && !endPrinted && oneLine;
  }

  /** {@code #7 [ 7/31] python pip check CACHED}. */
  String brief() {
    return TerminalText.pad("#" + number, 3)
        + " "
        + ProgressLines.step(ref, moved + taken(), ProgressLines.WIDTH - 4);
  }

  /** {@code #7 [ 7/31] python pip check}. */
  String title() {
    announced = true;
    return TerminalText.pad("#" + number, 3) + " " + ProgressLines.step(ref);
  }

  /** What waits, with the end if there is one. */
  List<String> take() {
    List<String> lines = new ArrayList<>(counted);
    lines.addAll(held);
    if (end != null && !endPrinted) {
      lines.add("#" + number + " " + taken());
    }
    counted.clear();
    held.clear();
    waitingSince = null;
    return lines;
  }

  private @Nullable String taken() {
    announced = true;
    endPrinted = true;
    waitingSince = null;
    return end;
  }

  private void hold(String line, Instant now) {
    held.add(line);
    wait(now);
  }

  private void wait(Instant now) {
    waitingSince = waitingSince == null ? now : waitingSince;
  }
}
