package io.github.jbuild.engine;

import io.github.jbuild.build.ContainerEngine.Built;
import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.buildkit.SolveResult;
import io.github.jbuild.buildkit.SolveSpec;
import io.github.jbuild.buildkit.session.SessionService;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the results of one build go. */
final class BuildKitOutputs implements AutoCloseable {

  private final BuildKitStore store;

  private BuildKitOutputs(BuildKitStore store) {
    this.store = store;
  }

  static BuildKitOutputs of(Request request, BuildKitStore store, EngineLoad load) {
    return new BuildKitOutputs(store);
  }

  @Nullable SessionService service() {
    return null;
  }

  void addTo(SolveSpec.Builder spec) {
    spec.export("moby", Map.of());
  }

  Built built(SolveResult result) {
    return new Built(
        (store.isGraphDriver() ? result.configDigest() : result.imageDigest())
            .or(result::imageDigest)
            .orElse(null));
  }

  @Override
  public void close() {}
}
