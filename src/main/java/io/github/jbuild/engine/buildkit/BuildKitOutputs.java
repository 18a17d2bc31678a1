package io.github.jbuild.engine.buildkit;

import io.github.jbuild.build.BuildOutputs.Output;
import io.github.jbuild.build.ContainerEngine.Built;
import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.buildkit.Exporter;
import io.github.jbuild.buildkit.SolveResult;
import io.github.jbuild.buildkit.SolveSpec;
import io.github.jbuild.buildkit.filesync.receive.FileSendService;
import io.github.jbuild.buildkit.filesync.receive.FileTarget;
import io.github.jbuild.buildkit.filesync.receive.StreamSink;
import io.github.jbuild.buildkit.session.SessionService;
import io.github.jbuild.core.JbuildException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of one build go: an exporter for each output, and what takes its bytes on this
 * side. The engine's own BuildKit puts images into the engine itself; those of a buildkitd come
 * here as an archive and are loaded.
 */
final class BuildKitOutputs implements AutoCloseable {

  private final BuildKitStore store;
  private final EngineLoad load;
  private final List<Exporter> exporters = new ArrayList<>();
  private final Map<Integer, FileTarget> targets = new LinkedHashMap<>();
  private final FileSendService service;
  private @Nullable LoadedImage loaded;
  private boolean inEngine;

  private BuildKitOutputs(BuildKitStore store, EngineLoad load, List<Output> outputs) {
    this.store = store;
    this.load = load;
    for (Output output : outputs) {
      add(output);
    }
    this.service = new FileSendService(targets);
  }

  static BuildKitOutputs of(Request request, BuildKitStore store, EngineLoad load) {
    List<Output> asked = request.settings().outputs().destinations();
    return new BuildKitOutputs(
        store, load, asked.isEmpty() ? List.of(new Output("docker", "", Map.of())) : asked);
  }

  private void add(Output output) {
    if (output.intoEngine()) {
      intoEngine(output);
      return;
    }
    if (output.type().equals("cacheonly")) {
      return;
    }
    FileTarget target =
        output.type().equals("local")
            ? new FileTarget.Folder(Path.of(output.destination()))
            : new FileTarget.Stream(sink(output));
    targets.put(exporters.size(), target);
    exporters.add(new Exporter(output.type(), output.attributes()));
  }

  private void intoEngine(Output output) {
    inEngine = true;
    if (!store.features().standalone()) {
      exporters.add(new Exporter("moby", output.attributes()));
      return;
    }
    LoadedImage image = new LoadedImage(load);
    loaded = image;
    targets.put(exporters.size(), new FileTarget.Stream(image));
    exporters.add(new Exporter("docker", output.attributes()));
  }

  private static StreamSink.Factory sink(Output output) {
    return output.stream().isPresent()
        ? StreamSink.to(output.stream().get())
        : StreamSink.file(Path.of(output.destination()));
  }

  /** What takes bytes on this side; null where nothing comes. */
  @Nullable SessionService service() {
    return targets.isEmpty() ? null : service;
  }

  /** Why a result could not be written; BuildKit knows it in other words. */
  Optional<JbuildException> failure() {
    return service.failure();
  }

  void addTo(SolveSpec.Builder spec) {
    exporters.forEach(exporter -> spec.export(exporter.type(), exporter.attributes()));
  }

  /** What was made, once BuildKit says that all is done. */
  Built built(SolveResult result) {
    if (!inEngine) {
      return new Built(null);
    }
    if (loaded != null) {
      loaded.await();
      return new Built(result.configDigest().or(result::imageDigest).orElse(null));
    }
    // A graph driver knows an image by its configuration, containerd by its manifest.
    Optional<String> id = store.isGraphDriver() ? result.configDigest() : result.imageDigest();
    return new Built(id.or(result::imageDigest).orElse(null));
  }

  @Override
  public void close() {
    if (loaded != null) {
      loaded.abort();
    }
  }
}
