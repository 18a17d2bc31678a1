package io.github.jbuild.build;

import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.BuildStatus.Log;
import io.github.jbuild.core.BuildStatus.Transfer;
import io.github.jbuild.core.BuildStatus.Vertex;
import io.github.jbuild.core.BuildStatus.Warning;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells a listener what a builder would that runs one instruction after the other. */
public final class FakeBuilder {

  private final ContainerEngine.Listener listener;
  private final InstantSource clock;
  private @Nullable Vertex context;
  private @Nullable Vertex running;
  private boolean cached;
  private long sent;

  public FakeBuilder(ContainerEngine.Listener listener, InstantSource clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /** Tells something as it is. */
  public void tell(BuildStatus status) {
    listener.on(status);
  }

  public void contextSent(long bytes) {
    if (context == null) {
      context = begin("context", "[internal] load build context");
    }
    sent = bytes;
    listener.on(BuildStatus.of(transfer(context, "transferring context:", bytes, 0)));
  }

  public void pulling(String layer, long bytes, long total) {
    listener.on(BuildStatus.of(transfer(running(), layer, bytes, total)));
  }

  public void instructionStarted(int number, int total, String text) {
    ended("");
    running = begin("instruction " + number, "[" + number + "/" + total + "] " + text);
  }

  public void log(String line) {
    listener.on(
        BuildStatus.of(
            new Log(
                running().digest(),
                1,
                (line + "\n").getBytes(StandardCharsets.UTF_8),
                clock.instant())));
  }

  public void cached() {
    cached = true;
  }

  public void warning(String text) {
    listener.on(BuildStatus.of(new Warning("", 1, text, List.of(), "", "", 0)));
  }

  /** What runs has ended; with an error unless that is empty. */
  public void ended(String error) {
    if (context != null) {
      Vertex done = context;
      context = null;
      Instant now = clock.instant();
      listener.on(
          BuildStatus.of(
              new Transfer(done.digest(), "transferring context:", "", sent, 0, now, null, now)));
      listener.on(BuildStatus.of(end(done, false, "")));
    }
    if (running != null) {
      Vertex done = running;
      running = null;
      listener.on(BuildStatus.of(end(done, cached, error)));
    }
    cached = false;
  }

  private Vertex running() {
    return Objects.requireNonNull(running, "no instruction has begun");
  }

  private Vertex begin(String digest, String name) {
    Vertex begun = new Vertex(digest, List.of(), name, false, clock.instant(), null, "");
    listener.on(BuildStatus.of(begun));
    return begun;
  }

  private Vertex end(Vertex begun, boolean cached, String error) {
    return new Vertex(
        begun.digest(),
        begun.inputs(),
        begun.name(),
        cached,
        begun.startedOrNull(),
        clock.instant(),
        error);
  }

  private Transfer transfer(Vertex of, String id, long current, long total) {
    return new Transfer(of.digest(), id, "", current, total, clock.instant(), null, null);
  }
}
