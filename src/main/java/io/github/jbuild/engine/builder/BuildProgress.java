package io.github.jbuild.engine.builder;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.BuildStatus.Vertex;
import io.github.jbuild.core.BuildStatus.Warning;
import io.github.jbuild.engine.failure.BuildPlace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of a classic build, kept for its error message and reported to the listener in
 * BuildKit's model: a vertex for each instruction, named {@code [7/31] RUN …} by its number in the
 * whole Dockerfile, with a digest that no other run has.
 */
public final class BuildProgress {

  /** Lines of the running instruction's output that an error repeats. */
  public static final int TAIL = 20;

  /** How the error of a vertex ends that was stopped, as BuildKit puts it. */
  public static final String CANCELLED = "context canceled";

  private static final String CONTEXT = "[internal] load build context";
  private static final String TRANSFERRING = "transferring context:";

  private final ContainerEngine.Listener listener;
  private final InstantSource clock;
  private final String run = UUID.randomUUID().toString();
  private final Deque<String> tail = new ArrayDeque<>();
  private @Nullable Vertex context;
  private @Nullable Vertex running;
  private @Nullable Instant contextSent;
  private boolean cached;
  private boolean ended;
  private long sent;
  private int number;
  private int total;
  private String text = "";

  public BuildProgress(ContainerEngine.Listener listener, InstantSource clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /** Bytes of the context sent so far. */
  public synchronized void contextSent(long bytes) {
    Instant now = clock.instant();
    if (context == null) {
      context = VertexName.of(CONTEXT).began(run, List.of(), now);
      tell(BuildStatus.of(context));
    }
    sent = bytes;
    contextSent = now;
    tell(transfer(context, TRANSFERRING, bytes, 0, now, null));
  }

  /** An instruction begins; the one before it has ended well. */
  public synchronized void started(int number, int total, String text) {
    end("");
    this.number = number;
    this.total = total;
    this.text = text;
    tail.clear();
    cached = false;
    List<String> inputs = running == null || base() != null ? List.of() : List.of(running.digest());
    VertexName name = VertexName.of("[" + number + "/" + total + "] " + text);
    running = name.began(run, inputs, clock.instant());
    tell(BuildStatus.of(running));
  }

  /**
   * A line of output of the running instruction.
   *
   * @param stream 1 standard output, 2 standard error
   */
  public synchronized void log(int stream, String line) {
    if (tail.size() == TAIL) {
      tail.removeFirst();
    }
    tail.addLast(line);
    if (running == null) {
      warning(line);
      return;
    }
    byte[] data = (line + "\n").getBytes(StandardCharsets.UTF_8);
    tell(BuildStatus.of(new BuildStatus.Log(running.digest(), stream, data, clock.instant())));
  }

  /** The running instruction's result came from the cache. */
  public synchronized void cached() {
    cached = true;
  }

  public synchronized void warning(String warning) {
    tell(BuildStatus.of(new Warning("", 1, warning, List.of(), "", "", 0)));
  }

  /** A layer of the running instruction's base image is fetched. */
  public synchronized void pulling(String layer, long bytes, long total) {
    if (running != null) {
      Instant now = clock.instant();
      tell(transfer(running, layer, bytes, total, now, bytes >= total ? now : null));
    }
  }

  /** The build is over; nothing is reported from now on. */
  public synchronized void finished() {
    end("");
    ended = true;
  }

  /**
   * The build ended without an image; nothing is reported from now on.
   *
   * @param error why, in the engine's words
   */
  public synchronized void failed(String error) {
    end(error);
    ended = true;
  }

  /** The running instruction's number; 0 before the first. */
  public int number() {
    return number;
  }

  /** Where the build stands. */
  public synchronized BuildPlace place() {
    String step = number == 0 ? "the build" : "step " + number + "/" + total;
    return new BuildPlace(step, text, new ArrayList<>(tail));
  }

  /** The image that the running instruction starts from; null if it is no {@code FROM}. */
  public @Nullable String base() {
    return place().base();
  }

  private void end(String error) {
    Instant now = clock.instant();
    if (context != null) {
      Instant at = contextSent == null ? now : contextSent;
      tell(transfer(context, TRANSFERRING, sent, 0, at, at));
      tell(BuildStatus.of(VertexName.ended(context, false, at, running == null ? error : "")));
      context = null;
    }
    if (running != null) {
      tell(BuildStatus.of(VertexName.ended(running, cached, now, error)));
    }
  }

  private static BuildStatus transfer(
      Vertex of, String id, long bytes, long total, Instant now, @Nullable Instant completed) {
    return BuildStatus.of(
        new BuildStatus.Transfer(
            of.digest(), id, "", bytes, total, now, of.startedOrNull(), completed));
  }

  private void tell(BuildStatus status) {
    if (ended) {
      return;
    }
    try {
      listener.on(status);
    } catch (RuntimeException e) {
      ended = true;
      throw e;
    }
  }
}
