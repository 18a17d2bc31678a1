package io.github.jbuild.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Times as people read them. */
public final class Durations {

  private Durations() {}

  /** {@code 48.2s}, {@code 9m12s}, {@code 2h05m}. */
  public static String format(Duration duration) {
    long tenths = Math.max(0, (duration.toMillis() + 50) / 100);
    if (tenths < 600) {
      return tenths / 10 + "." + tenths % 10 + "s";
    }
    long seconds = Math.max(60, duration.toSeconds());
    return seconds < 3600
        ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds % 3600 / 60);
  }
}
