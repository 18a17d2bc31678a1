package io.github.jbuild.cli.progress;

import io.github.jbuild.cli.terminal.Durations;
import io.github.jbuild.cli.terminal.Style;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.ByteSize;
import io.github.jbuild.core.TerminalText;
import java.time.Duration;

/** The lines that plain and terminal displays have in common. */
final class ProgressLines {

  /** Where times end when nothing else says how wide a line is. */
  static final int WIDTH = 80;

  private ProgressLines() {}

  /** {@code engine Docker 20.10.24, …}. */
  static String header(String label, String text, Style style) {
    String column = TerminalText.safe(label);
    String gap = " ".repeat(Math.max(2, 11 - TerminalText.width(column)));
    return style.bold(column) + gap + TerminalText.safe(text);
  }

  /** {@code [ 7/31] python pip install …}; with the profile before the stage if it has one. */
  static String step(StepRef step) {
    String title = oneLine(TerminalText.expandTabs(TerminalText.safe(step.title())));
    if (!step.numbered()) {
      return title;
    }
    String total = Integer.toString(step.total());
    String number = Integer.toString(step.number());
    String profile = step.profile().isEmpty() ? "" : TerminalText.pad(step.profile(), 9) + " ";
    return "["
        + " ".repeat(Math.max(0, total.length() - number.length()))
        + number
        + "/"
        + total
        + "] "
        + TerminalText.safe(profile)
        + TerminalText.pad(TerminalText.safe(step.stage()), 9)
        + " "
        + title;
  }

  /**
   * A step's line with something at its right end.
   *
   * @param width where that ends, if the line is not longer
   */
  static String step(StepRef step, String end, int width) {
    int room = width - TerminalText.width(end) - 2;
    return TerminalText.pad(step(step), room) + "  " + end;
  }

  /** The same, cut so that it is not longer than {@code longest}. */
  static String step(StepRef step, String end, int width, int longest) {
    int room = Math.max(0, longest - TerminalText.width(end) - 2);
    String start = TerminalText.fit(step(step), room);
    return TerminalText.pad(start, width - TerminalText.width(end) - 2) + "  " + end;
  }

  /** What stands at the end of a finished step's line. */
  static String end(boolean cached, Duration took) {
    return cached ? "CACHED" : Durations.format(took);
  }

  /** {@code 12.3 MB / 45.6 MB}; empty when nothing is counted. */
  static String amount(BuildEvent.Transfer transfer) {
    if (transfer.bytes() <= 0 && transfer.total() <= 0) {
      return "";
    }
    String sofar = ByteSize.compact(transfer.bytes());
    boolean open = !transfer.done() && transfer.total() > transfer.bytes();
    return open ? sofar + " / " + ByteSize.compact(transfer.total()) : sofar;
  }

  /** {@code pulling 12.3 MB / 45.6 MB}. */
  static String transfer(BuildEvent.Transfer transfer) {
    String label = oneLine(TerminalText.expandTabs(TerminalText.safe(transfer.label())));
    String amount = amount(transfer);
    return amount.isEmpty() ? label : label + " " + amount;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\n\\s*", " ");
  }

  /** The last line of a build: tags, ID, size, layers, time. */
  static String image(BuildEvent.ImageBuilt image, Style style) {
    String name = image.tags().isEmpty() ? "" : String.join(" ", image.tags()) + "  ";
    String text =
        name
            + shortId(image.id())
            + "  "
            + ByteSize.compact(image.bytes())
            + "  "
            + image.layers()
            + (image.layers() == 1 ? " layer  " : " layers  ")
            + Durations.format(image.took());
    return header("image", text, style);
  }

  /** {@code sha256:} and the first twelve digits, as docker shows IDs. */
  static String shortId(String id) {
    int digits = id.indexOf(':') + 1;
    return id.length() > digits + 12 ? id.substring(0, digits + 12) : id;
  }
}
