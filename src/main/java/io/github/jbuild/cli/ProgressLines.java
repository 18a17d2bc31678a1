package io.github.jbuild.cli;

import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
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

  /** {@code [ 7/31] python pip install …}. */
  static String step(StepRef step) {
    String total = Integer.toString(step.total());
    String number = Integer.toString(step.number());
    return "["
        + " ".repeat(Math.max(0, total.length() - number.length()))
        + number
        + "/"
        + total
        + "] "
        + TerminalText.pad(TerminalText.safe(step.stage()), 9)
        + " "
        + TerminalText.expandTabs(TerminalText.safe(step.title()));
  }

  /** A step's line with something at its right end. */
  static String step(StepRef step, String end, int width) {
    int room = width - TerminalText.width(end) - 2;
    return TerminalText.pad(step(step), room) + "  " + end;
  }

  /** What stands at the end of a finished step's line. */
  static String end(boolean cached, Duration took) {
    return cached ? "CACHED" : Quantities.time(took);
  }

  /** {@code 12.3 MB / 45.6 MB}. */
  static String transfer(BuildEvent.Transfer transfer) {
    String done = Quantities.size(transfer.bytes());
    boolean open = transfer.total() > transfer.bytes();
    return open ? done + " / " + Quantities.size(transfer.total()) : done;
  }

  /** The last line of a build: tags, ID, size, layers, time. */
  static String image(BuildEvent.ImageBuilt image, Style style) {
    String name = image.tags().isEmpty() ? "" : String.join(" ", image.tags()) + "  ";
    String text =
        name
            + shortId(image.id())
            + "  "
            + Quantities.size(image.bytes())
            + "  "
            + image.layers()
            + (image.layers() == 1 ? " layer  " : " layers  ")
            + Quantities.time(image.took());
    return header("image", text, style);
  }

  /** {@code sha256:} and the first twelve digits, as docker shows IDs. */
  static String shortId(String id) {
    int digits = id.indexOf(':') + 1;
    return id.length() > digits + 12 ? id.substring(0, digits + 12) : id;
  }
}
