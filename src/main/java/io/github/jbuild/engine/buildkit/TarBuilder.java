package io.github.jbuild.engine.buildkit;

import com.github.dockerjava.transport.DockerHttpClient;
import io.github.jbuild.build.ContainerEngine.BuilderInfo;
import io.github.jbuild.build.ContainerEngine.Built;
import io.github.jbuild.build.ContainerEngine.Listener;
import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.engine.builder.Builder;
import io.github.jbuild.engine.builder.LocalBases;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * BuildKit behind {@code POST /build?version=2}, for engines whose {@code /grpc} is out of reach,
 * as behind a proxy that lets no upgrades through. There is no session: the whole context is sent
 * each time, and what needs a session is refused.
 */
public final class TarBuilder implements Builder {

  private final DockerHttpClient http;
  private final BuildKitFeatures features;
  private final LocalBases bases;
  private final BuilderInfo info;
  private final Set<TarBuild> running = ConcurrentHashMap.newKeySet();

  public TarBuilder(
      DockerHttpClient http, BuildKitFeatures features, LocalBases bases, String reason) {
    this.http = http;
    this.features = features;
    this.bases = bases;
    this.info = new BuilderInfo("BuildKit", true, true, reason);
  }

  @Override
  public BuilderInfo info() {
    return info;
  }

  @Override
  public Built build(Request request, Listener listener) {
    refuseWhatNeedsASession(request);
    BuildKitLimits.refuseWhatIsNewer(request.settings(), features);
    TarBuild build = new TarBuild(http, TarRequest.of(request), bases);
    running.add(build);
    try {
      return new Built(build.run(request, listener));
    } finally {
      running.remove(build);
    }
  }

  @Override
  public void cancel() {
    running.forEach(TarBuild::cancel);
  }

  @Override
  public void close() {
    cancel();
  }

  private static void refuseWhatNeedsASession(Request request) {
    refuse(!request.settings().secrets().isEmpty(), "--secret");
    refuse(!request.settings().sshAgents().isEmpty(), "--ssh");
    refuse(!request.settings().outputs().destinations().isEmpty(), "--output");
    refuse(!request.settings().caching().noneFor().isEmpty(), "--no-cache-filter");
    refuse(
        request.settings().caching().from().stream()
            .anyMatch(cache -> !cache.type().equals("registry")),
        "--cache-from for anything but images");
    refuse(
        request.settings().caching().to().stream()
            .anyMatch(cache -> !cache.type().equals("inline")),
        "--cache-to for anything but type=inline");
    refuse(!request.settings().steps().ulimits().isEmpty(), "--ulimit");
  }

  private static void refuse(boolean asked, String option) {
    if (asked) {
      throw JbuildException.of(
              Kind.USAGE,
              option + " is not supported: this engine's BuildKit is reached over plain HTTP")
          .hint(
              "something in between strips the upgrade of /grpc: connect to the engine's own socket");
    }
  }
}
