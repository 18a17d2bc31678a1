package io.github.jbuild.engine.classic;

import java.util.function.Consumer;

/**
 * Makes lines of text that comes in pieces. A carriage return within a line restarts it, as on a
 * terminal, so a progress bar becomes its last state.
 */
final class LineSplitter {

  /** Longer lines are cut, so that a program cannot fill the memory. */
  static final int LONGEST = 16 * 1024;

  private final StringBuilder line = new StringBuilder();
  private final Consumer<String> lines;
  private boolean returned;

  LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Takes a piece. */
  void add(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      if (c == '\n') {
        end();
        continue;
      }
      if (returned) {
        line.setLength(0);
        returned = false;
      }
      if (c == '\r') {
        returned = true;
      } else {
        line.append(c);
        if (line.length() >= LONGEST) {
          end();
        }
      }
    }
  }

  /** Ends a line that has no line end. */
  void flush() {
    if (!line.isEmpty()) {
      end();
    }
  }

  private void end() {
    String text = line.toString();
    line.setLength(0);
    returned = false;
    lines.accept(text);
  }
}
