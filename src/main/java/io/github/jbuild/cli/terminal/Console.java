package io.github.jbuild.cli.terminal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where jbuild is heard: machine output on standard output, always UTF-8; everything else on
 * standard error, in what the terminal can show; and the environment variables that say how.
 *
 * @param out standard output
 * @param err standard error
 * @param environment environment variables
 * @param outIsTerminal whether a terminal listens to standard output
 * @param errIsTerminal whether a terminal listens to standard error
 */
public record Console(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    boolean outIsTerminal,
    boolean errIsTerminal) {

  /** A console over two streams. */
  public static Console over(
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      boolean outIsTerminal,
      boolean errIsTerminal) {
    Writer human = new OutputStreamWriter(err, StandardCharsets.UTF_8);
    return new Console(
        new PrintWriter(
            new BufferedWriter(
                new OutputStreamWriter(new StandardOut(out), StandardCharsets.UTF_8))),
        new PrintWriter(
            new BufferedWriter(speaksUtf8(environment) ? human : new AsciiWriter(human))),
        environment,
        outIsTerminal,
        errIsTerminal);
  }

  /**
   * Whether a terminal listens to one of this process's descriptors, 1 or 2; without {@code /proc},
   * neither is assumed to be a terminal.
   */
  public static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** A variable of the environment, if it is set to something. */
  public Optional<String> variable(String name) {
    @Nullable String value = environment.get(name);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** How to dress text on standard error. */
  public Style style() {
    return new Style(errIsTerminal && mayUseEscapes() && variable("NO_COLOR").isEmpty());
  }

  /** How to dress text on standard output. */
  public Style outStyle() {
    return new Style(outIsTerminal && mayUseEscapes() && variable("NO_COLOR").isEmpty());
  }

  /** Whether the terminal on standard error can be redrawn in place. */
  public boolean canRedraw() {
    return errIsTerminal && mayUseEscapes() && variable("CI").isEmpty();
  }

  public void flush() {
    err.flush();
    out.flush();
  }

  private boolean mayUseEscapes() {
    return !variable("TERM").orElse("dumb").equals("dumb");
  }

  /** The locale as POSIX finds it; one that names no charset is taken for UTF-8. */
  private static boolean speaksUtf8(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = environment.getOrDefault(name, "");
      if (!locale.isEmpty()) {
        int dot = locale.indexOf('.');
        String charset = dot < 0 ? "" : locale.substring(dot + 1).replace("-", "");
        return dot < 0
            ? !locale.equals("C") && !locale.equals("POSIX")
            : charset.regionMatches(true, 0, "utf8", 0, 4);
      }
    }
    return true;
  }
}
