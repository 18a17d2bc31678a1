package io.github.jbuild.cli.progress;

import io.github.jbuild.cli.progress.LiveRegion.Line;
import io.github.jbuild.cli.terminal.Durations;
import io.github.jbuild.cli.terminal.Style;
import io.github.jbuild.cli.terminal.TerminalSize;
import io.github.jbuild.core.BuildEvent.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps that run, and how many are known and done, formatted for the rows of a terminal. */
final class RunningSteps {

  private final Map<String, RunningStep> running = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> done = new HashSet<>();
  private final Style style;
  private @Nullable Instant began;

  RunningSteps(Style style) {
    this.style = style;
  }

  void known(StepRef step) {
    known.add(step.id());
  }

  void begin(StepRef step, Instant now) {
    began = began == null ? now : began;
    known.add(step.id());
    done.remove(step.id());
    running.computeIfAbsent(step.id(), id -> new RunningStep(step, now));
  }

  Optional<RunningStep> get(StepRef step) {
    return Optional.ofNullable(running.get(step.id()));
  }

  /** The step, if it ran. */
  Optional<RunningStep> end(StepRef step) {
    done.add(step.id());
    return Optional.ofNullable(running.remove(step.id()));
  }

  /** What is shown in place: as many log lines as there is room for, and steps before those. */
  List<Line> lines(Instant now, int width, TerminalSize.Size size) {
    List<Line> lines = new ArrayList<>();
    if (began == null) {
      return lines;
    }
    String time = Durations.format(Duration.between(began, now));
    String header =
        String.format(Locale.ROOT, "[+] Building %s (%d/%d)", time, done.size(), known.size());
    lines.add(new Line(header, style::cyan));
    int rows = Math.max(1, size.rows() - 2);
    List<RunningStep> shown = new ArrayList<>(running.values());
    int hidden = shown.size() > rows ? shown.size() - rows + 1 : 0;
    shown = shown.subList(0, shown.size() - hidden);
    int spare = rows - shown.size() - (hidden > 0 ? 1 : 0);
    int transfers = shown.stream().mapToInt(step -> step.transfers().size()).sum();
    boolean counting = transfers <= spare;
    int perStep = logLines(shown, counting ? spare - transfers : spare);
    for (RunningStep step : shown) {
      lines.add(new Line(step.line(now, width, size.columns() - 1), style::bold));
      if (counting) {
        step.transfers().forEach(text -> lines.add(new Line(text, plain -> plain)));
      }
      step.log(perStep).forEach(text -> lines.add(new Line(text, style::dim)));
    }
    if (hidden > 0) {
      lines.add(new Line("… and " + hidden + " more", style::dim));
    }
    return lines;
  }

  /** Log lines that each step may show. */
  private static int logLines(List<RunningStep> steps, int room) {
    int most = steps.isEmpty() ? 0 : Math.max(2, RunningStep.LOG_LINES / steps.size());
    while (most > 0 && used(steps, most) > room) {
      most--;
    }
    return most;
  }

  private static int used(List<RunningStep> steps, int most) {
    return steps.stream().mapToInt(step -> Math.min(most, step.logSize())).sum();
  }
}
