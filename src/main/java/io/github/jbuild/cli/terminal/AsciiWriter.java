package io.github.jbuild.cli.terminal;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Writes text for terminals that know ASCII only: the signs jbuild uses in plain words. */
final class AsciiWriter extends FilterWriter {

  AsciiWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    char sign = (char) c;
    if (sign < 0x80) {
      out.write(sign);
    } else if (!Character.isLowSurrogate(sign)) {
      out.write(plain(sign));
    }
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(text[i]);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(text.charAt(i));
    }
  }

  private static String plain(char sign) {
    return switch (sign) {
      case '·', '•', '–', '—' -> "-";
      case '…' -> "...";
      case '→' -> "->";
      case '‘', '’' -> "'";
      case '“', '”' -> "\"";
      case '\u00a0' -> " ";
      default -> "?";
    };
  }
}
