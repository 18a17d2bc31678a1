package io.github.jbuild.cli.progress;

import io.github.jbuild.cli.terminal.TerminalSize;
import io.github.jbuild.core.TerminalText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The last lines of a terminal, redrawn in place; what is finished scrolls away above them. Lines
 * are cut to the terminal's width, so that the cursor's way back is known even after the window was
 * made narrower and the terminal wrapped them.
 */
final class LiveRegion {

  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String CLEAR_RIGHT = "\u001b[K";

  /**
   * A line and how to dress it.
   *
   * @param text without tabs, escapes and line ends
   */
  record Line(String text, Dress dress) {}

  /** How a line looks; the text stays the same. */
  @FunctionalInterface
  interface Dress {
    String put(String text);
  }

  private final PrintWriter terminal;
  private final Supplier<TerminalSize.Size> size;
  private List<Integer> drawnWidths = List.of();
  private boolean cursorHidden;

  LiveRegion(PrintWriter terminal, Supplier<TerminalSize.Size> size) {
    this.terminal = terminal;
    this.size = size;
  }

  TerminalSize.Size size() {
    return size.get();
  }

  /** Prints {@code finished}, whole, above {@code lines}, which replace the region's lines. */
  void draw(List<String> finished, List<Line> lines) {
    TerminalSize.Size now = size.get();
    StringBuilder frame = new StringBuilder();
    if (!cursorHidden && !lines.isEmpty()) {
      frame.append(HIDE_CURSOR);
      cursorHidden = true;
    }
    int up = drawnWidths.stream().mapToInt(width -> rows(width, now.columns())).sum();
    if (up > 0) {
      frame.append("\u001b[").append(up).append('A');
    }
    frame.append('\r');
    boolean wrapped = up > drawnWidths.size();
    if (!finished.isEmpty() || lines.size() != drawnWidths.size() || wrapped) {
      frame.append(CLEAR_BELOW);
    }
    finished.forEach(line -> frame.append(line).append(CLEAR_RIGHT).append('\n'));
    List<Integer> widths = new ArrayList<>();
    int room = Math.max(1, now.rows() - 1);
    for (Line line : lines.subList(0, Math.min(room, lines.size()))) {
      String text = TerminalText.fit(line.text(), now.columns() - 1);
      widths.add(TerminalText.width(text));
      frame.append(line.dress().put(text)).append(CLEAR_RIGHT).append('\n');
    }
    drawnWidths = widths;
    terminal.print(frame);
    terminal.flush();
  }

  /** Takes the region away and shows the cursor. */
  void close(List<String> finished) {
    draw(finished, List.of());
    if (cursorHidden) {
      terminal.print(SHOW_CURSOR);
      cursorHidden = false;
    }
    terminal.flush();
  }

  private static int rows(int width, int columns) {
    return Math.max(1, (width + columns - 1) / columns);
  }
}
