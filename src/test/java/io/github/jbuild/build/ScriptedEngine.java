package io.github.jbuild.build;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.ConnectedEngine;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An engine that plays a script and remembers what it was asked for. */
public final class ScriptedEngine implements ConnectedEngine {

  /** What a build does: it tells what happens and returns, or throws. */
  @FunctionalInterface
  public interface Script {
    void play(FakeBuilder builder);
  }

  public static final String ID = "sha256:" + "4f0c".repeat(16);

  public final List<String> calls = new ArrayList<>();
  public final Map<String, String> tags = new LinkedHashMap<>();
  public final List<Request> requests = new ArrayList<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final Script script;
  private final InstantSource clock;
  private @Nullable JbuildException noExecution;
  private @Nullable String untaggable;
  private byte @Nullable [] saved;

  public ScriptedEngine(Script script) {
    this(script, new StepClock());
  }

  public ScriptedEngine(Script script, InstantSource clock) {
    this.script = script;
    this.clock = clock;
  }

  /** An engine whose builds do nothing and succeed. */
  public static ScriptedEngine willing() {
    return new ScriptedEngine(listener -> listener.instructionStarted(1, 1, "FROM base"));
  }

  /** An engine whose builds hang until they are cancelled. */
  public static ScriptedEngine hanging() {
    ScriptedEngine[] self = new ScriptedEngine[1];
    self[0] =
        new ScriptedEngine(
            listener -> {
              listener.instructionStarted(1, 2, "FROM base");
              listener.instructionStarted(2, 2, "RUN sleep infinity");
              listener.log("sleeping");
              self[0].awaitCancel();
            });
    return self[0];
  }

  /** An engine whose builds hang and cannot be cancelled. */
  public static ScriptedEngine deaf() {
    return new ScriptedEngine(
        listener -> {
          listener.instructionStarted(1, 1, "RUN sleep infinity");
          listener.log("sleeping");
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  public ScriptedEngine withoutExecution(JbuildException error) {
    noExecution = error;
    return this;
  }

  public ScriptedEngine refusingTag(String tag) {
    untaggable = tag;
    return this;
  }

  /** An engine that holds an image, as {@code docker save} would write it. */
  public ScriptedEngine holding(byte[] archive) {
    saved = archive;
    return this;
  }

  @Override
  public Optional<Stored> find(String reference) {
    calls.add("find " + reference);
    return Optional.ofNullable(saved).map(archive -> new Stored(ID, archive.length));
  }

  @Override
  public InputStream save(String id) {
    calls.add("save " + id);
    return new ByteArrayInputStream(Objects.requireNonNull(saved));
  }

  @Override
  public Optional<Container> findContainer(String name) {
    calls.add("findContainer " + name);
    return Optional.empty();
  }

  @Override
  public InputStream export(String id) {
    throw new UnsupportedOperationException("no container is ever found here");
  }

  @Override
  public Ran run(
      String imageId,
      Platform platform,
      List<String> command,
      Map<String, String> environment,
      Duration patience) {
    throw new UnsupportedOperationException("no test runs an image here");
  }

  @Override
  public Health health(String imageId, Platform platform, Duration patience) {
    throw new UnsupportedOperationException("no test runs an image here");
  }

  @Override
  public boolean emulates(Platform platform) {
    return true;
  }

  @Override
  public boolean hasGpu() {
    return false;
  }

  @Override
  public Info info() {
    return new Info(
        "Docker",
        "20.10.24",
        "1.41",
        new Platform("linux", "amd64"),
        "unix:///var/run/docker.sock",
        "default socket");
  }

  @Override
  public Execution requireExecution(Platform platform) {
    calls.add("requireExecution " + platform);
    if (noExecution != null) {
      throw noExecution;
    }
    return Execution.EMULATED;
  }

  @Override
  public Built build(Request request, Listener listener) {
    calls.add("build");
    requests.add(request);
    FakeBuilder builder = new FakeBuilder(listener, clock);
    try {
      script.play(builder);
    } catch (JbuildException e) {
      builder.ended(e.message());
      throw e;
    }
    builder.ended(cancelled.getCount() == 0 ? "context canceled" : "");
    if (cancelled.getCount() == 0) {
      throw JbuildException.of(Kind.CANCELLED, "the build was cancelled");
    }
    return new Built(ID);
  }

  @Override
  public void cancel() {
    calls.add("cancel");
    cancelled.countDown();
  }

  @Override
  public Optional<Image> inspect(String reference) {
    return Optional.of(
        new Image(
            reference, 6_400_000_000L, 24, Platform.LINUX_ARM64, List.of(), List.of(), Map.of()));
  }

  @Override
  public void tag(String imageId, ImageRef tag) {
    if (tag.toString().equals(untaggable)) {
      throw JbuildException.of(Kind.ENVIRONMENT, "the engine says no");
    }
    calls.add("tag " + tag);
    tags.put(tag.toString(), imageId);
  }

  @Override
  public BuilderInfo builder() {
    return new BuilderInfo("classic builder", false, false, "a test says so");
  }

  @Override
  public Digest push(ImageRef tag, Listener listener) {
    calls.add("push " + tag);
    return Digest.parse(ID);
  }

  @Override
  public void close() {
    calls.add("close");
  }

  private void awaitCancel() {
    try {
      cancelled.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
