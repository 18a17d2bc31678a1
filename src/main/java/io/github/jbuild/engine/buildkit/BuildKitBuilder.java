package io.github.jbuild.engine.buildkit;

import io.github.jbuild.build.Caching;
import io.github.jbuild.build.Caching.CacheEntry;
import io.github.jbuild.build.ContainerEngine.BuilderInfo;
import io.github.jbuild.build.ContainerEngine.Built;
import io.github.jbuild.build.ContainerEngine.Listener;
import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.buildkit.BuildKitClient;
import io.github.jbuild.buildkit.Cache;
import io.github.jbuild.buildkit.SolveFailure;
import io.github.jbuild.buildkit.SolveResult;
import io.github.jbuild.buildkit.SolveSpec;
import io.github.jbuild.buildkit.Worker;
import io.github.jbuild.buildkit.content.LocalCaches;
import io.github.jbuild.buildkit.session.SessionService;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.auth.RegistryCredentials;
import io.github.jbuild.engine.builder.Builder;
import io.github.jbuild.engine.builder.Lazy;
import io.github.jbuild.engine.builder.LocalBases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** BuildKit over gRPC: the engine's own, or a separate buildkitd. */
public final class BuildKitBuilder implements Builder {

  private final BuildKitClient client;
  private final BuildKitFeatures features;
  private final RegistryCredentials credentials;
  private final LocalBases bases;
  private final EngineLoad load;
  private final BuilderInfo info;
  private final Supplier<Worker> worker;

  /**
   * @param features what this BuildKit supports
   * @param load takes images of a buildkitd into the engine
   */
  public BuildKitBuilder(
      BuildKitClient client,
      BuildKitFeatures features,
      RegistryCredentials credentials,
      LocalBases bases,
      EngineLoad load,
      String reason) {
    this.client = client;
    this.features = features;
    this.credentials = credentials;
    this.bases = bases;
    this.load = load;
    this.info = new BuilderInfo("BuildKit", true, true, reason);
    this.worker = new Lazy<>(() -> firstWorker(client.workers()));
  }

  @Override
  public BuilderInfo info() {
    return info;
  }

  @Override
  public boolean runs(Platform platform) {
    return worker.get().platforms().stream().anyMatch(name -> name.equals(platform.toString()));
  }

  @Override
  public Built build(Request request, Listener hears) {
    Listener listener = inTurn(hears);
    BuildKitStore store = new BuildKitStore(features, worker.get());
    BuildKitLimits.refuse(request, store);
    BuildKitSession session = new BuildKitSession(request, credentials, listener);
    try (BuildKitOutputs outputs = BuildKitOutputs.of(request, store, load);
        LocalCaches caches = caches(request, session)) {
      SolveSpec spec = BuildKitRequest.of(request, store, caches, outputs);
      VertexNotes notes = new VertexNotes();
      try {
        SolveResult result =
            client.solve(
                spec,
                session.open(services(outputs, caches)),
                status -> {
                  notes.on(status);
                  listener.on(status);
                });
        caches.finish(result);
        return outputs.built(result);
      } catch (SolveFailure e) {
        throw ours(session, outputs, caches)
            .orElseGet(() -> new BuildKitFailures(bases, session::describe).of(e, notes, request));
      } catch (JbuildException e) {
        throw ours(session, outputs, caches).orElse(e);
      }
    }
  }

  /** BuildKit's thread reports the build, those of the session report warnings. */
  private static Listener inTurn(Listener listener) {
    Object turn = new Object();
    return status -> {
      synchronized (turn) {
        listener.on(status);
      }
    };
  }

  /** What went wrong on this side; BuildKit knows it in other words. */
  private static Optional<JbuildException> ours(
      BuildKitSession session, BuildKitOutputs outputs, LocalCaches caches) {
    return session.failure().or(outputs::failure).or(caches::failure);
  }

  private static LocalCaches caches(Request request, BuildKitSession session) {
    Caching caching = request.settings().caching();
    return new LocalCaches(caches(caching.from()), caches(caching.to()), session::warn);
  }

  private static List<Cache> caches(List<CacheEntry> entries) {
    return entries.stream().map(cache -> new Cache(cache.type(), cache.attributes())).toList();
  }

  private static List<SessionService> services(BuildKitOutputs outputs, LocalCaches caches) {
    List<SessionService> services = new ArrayList<>();
    SessionService results = outputs.service();
    if (results != null) {
      services.add(results);
    }
    caches.service().ifPresent(services::add);
    return services;
  }

  @Override
  public void cancel() {
    client.cancel();
  }

  @Override
  public void close() {
    client.close();
  }

  private static Worker firstWorker(List<Worker> workers) {
    if (workers.isEmpty()) {
      throw JbuildException.of(
              JbuildException.Kind.ENVIRONMENT, "that BuildKit has no worker to build with")
          .hint("look at buildkitd's log");
    }
    return workers.get(0);
  }
}
