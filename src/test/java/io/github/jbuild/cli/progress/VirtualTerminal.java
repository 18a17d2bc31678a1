package io.github.jbuild.cli.progress;

import io.github.jbuild.core.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A terminal's screen with its scrollback, as far as the displays use one. */
final class VirtualTerminal {

  private final int columns;
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int column;
  private boolean cursorVisible = true;

  VirtualTerminal(int columns) {
    this.columns = columns;
  }

  /** Shows output written to the terminal. */
  void feed(String output) {
    int i = 0;
    while (i < output.length()) {
      char c = output.charAt(i);
      if (c == '\u001b') {
        int end = i + 2;
        while (!Character.isLetter(output.charAt(end))) {
          end++;
        }
        control(output.substring(i + 2, end), output.charAt(end));
        i = end + 1;
      } else {
        int codePoint = output.codePointAt(i);
        show(codePoint);
        i += Character.charCount(codePoint);
      }
    }
  }

  /** The screen's text without trailing blanks and lines. */
  String text() {
    return lines.stream()
        .map(line -> line.toString().replace("\u0000", "").stripTrailing())
        .collect(Collectors.joining("\n"))
        .stripTrailing();
  }

  boolean cursorVisible() {
    return cursorVisible;
  }

  private void show(int codePoint) {
    if (codePoint == '\n') {
      down();
      column = 0;
      return;
    }
    if (codePoint == '\r') {
      column = 0;
      return;
    }
    String sign = Character.toString(codePoint);
    int width = TerminalText.width(sign);
    if (column + width > columns) {
      down();
      column = 0;
    }
    StringBuilder line = lines.get(row);
    while (line.length() < column + width) {
      line.append(' ');
    }
    line.replace(column, column + width, width == 2 ? sign + "\u0000" : sign);
    column += width;
  }

  private void down() {
    row++;
    if (row == lines.size()) {
      lines.add(new StringBuilder());
    }
  }

  private void control(String parameter, char command) {
    switch (command) {
      case 'A' -> row = Math.max(0, row - Integer.parseInt(parameter));
      case 'K' -> lines.get(row).setLength(Math.min(column, lines.get(row).length()));
      case 'J' -> {
        lines.get(row).setLength(Math.min(column, lines.get(row).length()));
        lines.subList(row + 1, lines.size()).clear();
      }
      case 'l' -> cursorVisible = !parameter.equals("?25") && cursorVisible;
      case 'h' -> cursorVisible = parameter.equals("?25") || cursorVisible;
      case 'm' -> {}
      default -> throw new IllegalStateException("the model knows no CSI " + command);
    }
  }
}
