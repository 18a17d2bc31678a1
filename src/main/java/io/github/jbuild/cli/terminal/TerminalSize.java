package io.github.jbuild.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The terminal's size, asked of {@code stty} when first needed and again every second, so that a
 * resized window is noticed; of {@code COLUMNS} and {@code LINES} where there is no {@code stty}.
 */
public final class TerminalSize implements Supplier<TerminalSize.Size> {

  /** Columns and rows of a terminal. */
  public record Size(int columns, int rows) {}

  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Map<String, String> environment;
  private final InstantSource clock;
  private Size size = new Size(80, 24);
  private Instant asked = Instant.EPOCH;

  public TerminalSize(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Size get() {
    Instant now = clock.instant();
    if (now.isAfter(asked.plus(FRESH))) {
      asked = now;
      size = ask();
    }
    return size;
  }

  private Size ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String[] answer =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .strip()
              .split(" ", 2);
      return new Size(
          positive(answer.length == 2 ? answer[1] : "", fromEnvironment("COLUMNS", 80)),
          positive(answer[0], fromEnvironment("LINES", 24)));
    } catch (IOException e) {
      return new Size(fromEnvironment("COLUMNS", 80), fromEnvironment("LINES", 24));
    }
  }

  private int fromEnvironment(String name, int otherwise) {
    return positive(environment.getOrDefault(name, ""), otherwise);
  }

  private static int positive(String text, int otherwise) {
    try {
      int value = Integer.parseInt(text);
      return value > 0 ? value : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
