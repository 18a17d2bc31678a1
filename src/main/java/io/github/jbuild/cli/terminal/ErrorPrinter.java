package io.github.jbuild.cli.terminal;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.SourceSpan;
import io.github.jbuild.core.TerminalText;
import java.io.PrintWriter;
import java.util.List;

/** Prints errors as compilers do: what failed, where with the source line, and what to do next. */
public final class ErrorPrinter {

  private final PrintWriter err;
  private final Style style;

  public ErrorPrinter(PrintWriter err, Style style) {
    this.err = err;
    this.style = style;
  }

  void print(JbuildException error, boolean stackTrace) {
    List<String> lines = TerminalText.safe(error.message()).lines().toList();
    err.println(style.red("error:") + " " + style.bold(lines.isEmpty() ? "" : lines.get(0)));
    lines.stream().skip(1).forEach(line -> err.println("  " + line));
    error.span().ifPresent(this::print);
    error.details().forEach(line -> err.println("  " + TerminalText.safe(line)));
    error
        .hint()
        .ifPresent(hint -> err.println(style.cyan("hint:") + " " + TerminalText.safe(hint)));
    if (stackTrace) {
      error.printStackTrace(err);
    }
    err.flush();
  }

  private void print(SourceSpan span) {
    String number = Integer.toString(span.line());
    String margin = " ".repeat(number.length());
    err.println(margin + style.cyan("-->") + " " + TerminalText.safe(span.toString()));
    if (!span.text().isEmpty()) {
      String before = span.text().substring(0, Math.min(span.column() - 1, span.text().length()));
      String indent = " ".repeat(TerminalText.width(TerminalText.expandTabs(before)));
      err.println(margin + " |");
      err.println(number + " | " + TerminalText.safe(TerminalText.expandTabs(span.text())));
      err.println(margin + " | " + indent + style.red("^"));
    }
  }
}
