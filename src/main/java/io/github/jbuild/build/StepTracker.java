package io.github.jbuild.build;

import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.BuildEvent.StepRef;
import io.github.jbuild.core.BuildStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what the builder tells of instructions into events of steps, and keeps the last lines. */
final class StepTracker implements ContainerEngine.Listener {

  /** Lines kept of the running step: enough for pip's account of a conflict. */
  private static final int KEPT_LINES = 200;

  private static final Pattern INSTRUCTION =
      Pattern.compile("\\[ *(\\d+)/(\\d+)\\] (.*)", Pattern.DOTALL);

  private final List<BuildStep> steps;
  private final Map<String, BuildStatus.Transfer> layers = new LinkedHashMap<>();
  private final BuildEvent.Listener events;
  private final InstantSource clock;
  private final List<BuildResult.StepTime> times = new ArrayList<>();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private int current = -1;
  private int total;
  private Instant began = Instant.EPOCH;
  private int cacheable;
  private int cached;
  private String instruction = "";
  private long contextBytes = -1;

  StepTracker(List<BuildStep> steps, BuildEvent.Listener events, InstantSource clock) {
    this.steps = steps;
    this.events = events;
    this.clock = clock;
    this.total = steps.size();
  }

  @Override
  public void on(BuildStatus status) {
    for (BuildStatus.Vertex vertex : status.vertexes()) {
      Matcher named = INSTRUCTION.matcher(vertex.name());
      if (named.matches() && vertex.completedOrNull() != null) {
        cached += vertex.cached() ? 1 : 0;
      } else if (named.matches()) {
        int number = Integer.parseInt(named.group(1));
        instructionStarted(number, Integer.parseInt(named.group(2)), named.group(3));
      }
    }
    for (BuildStatus.Transfer transfer : status.transfers()) {
      transfer(transfer);
    }
    for (BuildStatus.Log log : status.logs()) {
      new String(log.data(), StandardCharsets.UTF_8).lines().forEach(this::log);
    }
    for (BuildStatus.Warning warning : status.warnings()) {
      events.on(new BuildEvent.Warning(warning.text()));
    }
  }

  private void transfer(BuildStatus.Transfer transfer) {
    if (transfer.id().equals("transferring context:")) {
      if (transfer.completedOrNull() != null) {
        return;
      }
      contextBytes = transfer.current();
      events.on(new BuildEvent.Transfer("context", contextBytes, -1));
    } else {
      layers.put(transfer.id(), transfer);
      long bytes = layers.values().stream().mapToLong(BuildStatus.Transfer::current).sum();
      long all = layers.values().stream().mapToLong(BuildStatus.Transfer::total).sum();
      events.on(new BuildEvent.Transfer(instruction, bytes, all));
    }
  }

  private void instructionStarted(int number, int instructions, String text) {
    if (contextBytes >= 0) {
      events.on(new BuildEvent.Transfer("context", contextBytes, contextBytes));
      contextBytes = -1;
    }
    instruction = text;
    int step = stepOf(number);
    total = Math.max(step, stepOf(instructions)) + 1;
    if (step != current) {
      finished();
      current = step;
      began = clock.instant();
      cacheable = 0;
      cached = 0;
      lastLines.clear();
      events.on(new BuildEvent.StepStarted(ref(step)));
    }
    if (usesCache(text)) {
      cacheable++;
    }
  }

  private void log(String line) {
    if (current < 0) {
      events.on(new BuildEvent.Warning(line));
      return;
    }
    if (lastLines.size() == KEPT_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
    events.on(new BuildEvent.StepLog(ref(current), line));
  }

  /** The running step, if one runs, has ended well. */
  void finished() {
    if (current >= 0) {
      boolean fromCache = cached > 0 && cached >= cacheable;
      Duration took = Duration.between(began, clock.instant());
      times.add(new BuildResult.StepTime(ref(current), fromCache, took));
      events.on(new BuildEvent.StepDone(ref(current), fromCache, took));
    }
    current = -1;
  }

  /** The running step, if one runs, has failed. */
  void failed(String message) {
    if (current >= 0) {
      Duration took = Duration.between(began, clock.instant());
      events.on(new BuildEvent.StepFailed(ref(current), took, message));
    }
  }

  /** The step that runs or failed. */
  Optional<BuildStep> running() {
    return current < 0 ? Optional.empty() : Optional.of(steps.get(current));
  }

  /** How displays name the step that runs or failed; empty when there is none. */
  String position() {
    return current < 0 ? "" : (current + 1) + "/" + total;
  }

  /** The instruction that began last, as the builder prints it. */
  String instruction() {
    return instruction;
  }

  List<BuildResult.StepTime> times() {
    return times;
  }

  /** The last lines of the running step's output, oldest first. */
  List<String> lastLines() {
    return List.copyOf(lastLines);
  }

  private StepRef ref(int index) {
    BuildStep step = steps.get(index);
    return new StepRef(index + 1, total, step.stage(), step.title());
  }

  /** An instruction that no step begins with belongs to the step before it. */
  private int stepOf(int instructionNumber) {
    int found = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).firstInstruction() <= instructionNumber) {
        found = i;
      }
    }
    return found;
  }

  /** FROM never has a cached result of its own, nor has an ARG before the first FROM. */
  private static boolean usesCache(String text) {
    String word = text.stripLeading().toUpperCase(Locale.ROOT);
    return !word.startsWith("FROM ") && !word.startsWith("ARG ");
  }
}
