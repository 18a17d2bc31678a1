package io.github.jbuild.build;

import io.github.jbuild.build.ContainerEngine.BuilderInfo;
import io.github.jbuild.build.ContainerEngine.Built;
import io.github.jbuild.build.ContainerEngine.Execution;
import io.github.jbuild.build.ContainerEngine.Image;
import io.github.jbuild.build.ContainerEngine.Info;
import io.github.jbuild.core.BuildEvent;
import io.github.jbuild.core.ImageRef;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds images over one engine; several threads may build at the same time where the engine's
 * builder can. Nothing is sent before the engine has shown that it can run programs of the target
 * platform, and no tag moves before the whole image is built.
 */
public final class ImageBuilder {

  private static final Platform PLATFORM = Platform.LINUX_ARM64;

  private final ContainerEngine engine;
  private final BuildEvent.Listener events;
  private final InstantSource clock;
  private final ImagePolicy acceptance;
  private final SharedOutput shared = new SharedOutput();
  private boolean several;
  private boolean engineShown;
  private volatile boolean cancelled;

  /** A builder that reports to {@code events}, timed by {@code clock}. */
  public ImageBuilder(ContainerEngine engine, BuildEvent.Listener events, InstantSource clock) {
    this(engine, events, clock, ImagePolicy.always());
  }

  /** A builder that tags only what {@code acceptance} accepts. */
  public ImageBuilder(
      ContainerEngine engine,
      BuildEvent.Listener events,
      InstantSource clock,
      ImagePolicy acceptance) {
    this.engine = engine;
    this.events = new InTurn(events);
    this.clock = clock;
    this.acceptance = acceptance;
  }

  /** Says what will be built in all: events name the profile only if there are several. */
  public void expect(List<BuildJob> jobs) {
    several = jobs.size() > 1;
  }

  /**
   * Builds and tags one image.
   *
   * @throws JbuildException {@code BUILD_FAILED} with the step, the profile field that requested it
   *     and the end of its log; what {@link ImagePolicy#require} throws; {@code ENVIRONMENT},
   *     {@code NETWORK} or {@code CANCELLED} as {@link ContainerEngine} says
   */
  public BuildResult build(BuildJob job, BuildSettings settings) {
    Instant begin = clock.instant();
    goOn(job);
    showEngine(job);
    goOn(job);
    String shownProfile = several ? job.profile() : "";
    StepTracker tracker = new StepTracker(job, shownProfile, shared, events, clock);
    Built built = run(job, settings, tracker);
    @Nullable Image image = built.imageIdOrNull() == null ? null : inspect(built.imageIdOrNull());
    List<BuildResult.Pushed> pushed = List.of();
    if (image != null) {
      goOn(job);
      synchronized (acceptance) {
        acceptance.require(job, image);
      }
      goOn(job);
      tagAll(image, job.tags());
      if (settings.outputs().push()) {
        pushed = pushAll(job, tracker);
      }
    }
    Duration took = Duration.between(begin, clock.instant());
    if (image != null) {
      events.on(
          new BuildEvent.ImageBuilt(
              job.profile(),
              job.tags().stream().map(tag -> tag.withDefaultTag().toString()).toList(),
              image.id(),
              image.bytes(),
              image.layers(),
              took));
    }
    pushed.forEach(
        push -> events.on(new BuildEvent.Header("pushed", push.tag() + "@" + push.digest())));
    return new BuildResult(job, image, pushed, tracker.times(), took);
  }

  private synchronized void showEngine(BuildJob job) {
    events.on(new BuildEvent.Header(job.profile(), job.versions()));
    if (!engineShown) {
      Execution execution = engine.requireExecution(PLATFORM);
      events.on(
          new BuildEvent.Header("engine", describe(engine.info(), engine.builder(), execution)));
      engineShown = true;
    }
  }

  private Image inspect(String id) {
    return engine
        .inspect(id)
        .orElseThrow(
            () ->
                JbuildException.of(
                    Kind.ENVIRONMENT, "the engine built " + id + " but no longer has it"));
  }

  private List<BuildResult.Pushed> pushAll(BuildJob job, StepTracker tracker) {
    List<BuildResult.Pushed> pushed = new ArrayList<>();
    for (ImageRef tag : job.tags()) {
      goOn(job);
      ImageRef whole = tag.withDefaultTag();
      pushed.add(new BuildResult.Pushed(whole, engine.push(whole, tracker)));
    }
    return pushed;
  }

  /** Stops the build from another thread; {@link #build} then throws {@code CANCELLED}. */
  public void cancel() {
    cancelled = true;
    engine.cancel();
  }

  private Built run(BuildJob job, BuildSettings settings, StepTracker tracker) {
    try {
      Built built = engine.build(request(job, settings), tracker);
      tracker.finished();
      return built;
    } catch (JbuildException e) {
      tracker.failed(e.message(), cancelled || e.kind() == Kind.CANCELLED);
      goOn(job);
      throw e.kind() == Kind.CANCELLED ? e : FailureReport.of(job, tracker, e);
    }
  }

  private void goOn(BuildJob job) {
    if (cancelled) {
      throw JbuildException.of(
          Kind.CANCELLED, "cancelled; no tag of " + job.profile() + " was moved");
    }
  }

  private static ContainerEngine.Request request(BuildJob job, BuildSettings settings) {
    String names =
        job.tags().stream()
            .map(tag -> tag.withDefaultTag().toString())
            .collect(Collectors.joining(","));
    return new ContainerEngine.Request(
        job.profile(),
        job.files(),
        job.dockerfilePath(),
        PLATFORM,
        settings.named(names),
        registries(job, settings));
  }

  private static Set<String> registries(BuildJob job, BuildSettings settings) {
    Stream<ImageRef> caches =
        Stream.concat(settings.caching().from().stream(), settings.caching().to().stream())
            .map(cache -> cache.attribute("ref"))
            .filter(ref -> !ref.isEmpty())
            .map(ImageRef::parse);
    return Stream.concat(job.bases().stream(), caches)
        .map(ImageRef::registry)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void tagAll(Image image, List<ImageRef> tags) {
    List<String> moved = new ArrayList<>();
    for (ImageRef tag : tags) {
      try {
        engine.tag(image.id(), tag.withDefaultTag());
      } catch (JbuildException e) {
        String done =
            moved.isEmpty() ? "no tag was moved" : "already moved: " + String.join(", ", moved);
        throw JbuildException.of(
                e.kind(), "the image was built but could not be tagged " + tag + ": " + e.message())
            .details(List.of(done, "image ID: " + image.id()))
            .hint(e.hint().orElse("tag it by hand: docker tag " + image.id() + " " + tag))
            .cause(e);
      }
      moved.add(tag.withDefaultTag().toString());
    }
  }

  private static String describe(Info info, BuilderInfo builder, Execution execution) {
    String name = info.name().isEmpty() ? "engine" : info.name();
    return String.format(
        Locale.ROOT,
        "%s %s, API %s, %s, %s %s (%s)",
        name,
        info.version(),
        info.apiVersion(),
        builder.name(),
        PLATFORM,
        execution == Execution.NATIVE ? "natively" : "under emulation",
        info.endpoint());
  }

  /** One event after the other, from however many builds. */
  private record InTurn(BuildEvent.Listener listener) implements BuildEvent.Listener {
    @Override
    public void on(BuildEvent event) {
      synchronized (listener) {
        listener.on(event);
      }
    }
  }
}
