package io.github.jbuild.build;

import io.github.jbuild.core.BuildStatus;
import io.github.jbuild.core.BuildStatus.Log;
import io.github.jbuild.core.BuildStatus.Transfer;
import io.github.jbuild.core.BuildStatus.Vertex;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells a listener what BuildKit would, vertex by vertex; a vertex's name is its digest too. */
public final class FakeKit {

  private final ContainerEngine.Listener listener;
  private final InstantSource clock;
  private final Map<String, Instant> started = new HashMap<>();

  public FakeKit(ContainerEngine.Listener listener, InstantSource clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /** Vertexes become known. */
  public FakeKit knows(String... names) {
    for (String name : names) {
      listener.on(BuildStatus.of(new Vertex(name, List.of(), name, false, null, null, "")));
    }
    return this;
  }

  public FakeKit starts(String name) {
    started.put(name, clock.instant());
    listener.on(
        BuildStatus.of(new Vertex(name, List.of(), name, false, clock.instant(), null, "")));
    return this;
  }

  public FakeKit prints(String name, String text) {
    return prints(name, 1, text.getBytes(StandardCharsets.UTF_8));
  }

  public FakeKit prints(String name, int stream, byte[] data) {
    listener.on(BuildStatus.of(new Log(name, stream, data, clock.instant())));
    return this;
  }

  public FakeKit counts(String name, String id, long current, long total, boolean done) {
    Instant now = clock.instant();
    listener.on(
        BuildStatus.of(new Transfer(name, id, "", current, total, now, now, done ? now : null)));
    return this;
  }

  public FakeKit ends(String name) {
    return ends(name, "");
  }

  public FakeKit ends(String name, String error) {
    Instant now = clock.instant();
    Instant began = started.getOrDefault(name, now);
    listener.on(BuildStatus.of(new Vertex(name, List.of(), name, false, began, now, error)));
    return this;
  }

  public FakeKit cached(String name) {
    Instant now = clock.instant();
    listener.on(BuildStatus.of(new Vertex(name, List.of(), name, true, now, now, "")));
    return this;
  }
}
