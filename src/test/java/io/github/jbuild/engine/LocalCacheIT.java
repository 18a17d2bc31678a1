package io.github.jbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.build.BuildOutputs;
import io.github.jbuild.build.BuildOutputs.Output;
import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.Caching;
import io.github.jbuild.build.Caching.CacheEntry;
import io.github.jbuild.build.ContainerEngine.BuildFiles;
import io.github.jbuild.build.ContainerEngine.Built;
import io.github.jbuild.build.ContainerEngine.Request;
import io.github.jbuild.build.StepSettings;
import io.github.jbuild.context.ContextEntry;
import io.github.jbuild.core.BuildStatus.Vertex;
import io.github.jbuild.core.Platform;
import io.github.jbuild.engine.connect.EngineChoice;
import io.github.jbuild.engine.connect.EngineLocator;
import io.github.jbuild.it.TestBed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Caches outside the engine, and images outside of it: what needs containerd's image store. */
final class LocalCacheIT {

  private static final String HOST = TestBed.docker26WithContainerd();
  private static final String RUN = "RUN [\"/probe\"]";

  @TempDir Path root;
  private final List<String> images = new ArrayList<>();
  private Path program = Path.of("");

  @BeforeEach
  void write() throws IOException {
    // A program of its own, so that nothing of it is cached anywhere.
    program = root.resolve("probe");
    Files.write(program, Contexts.printing("probe " + UUID.randomUUID(), 0));
  }

  @AfterEach
  void remove() {
    for (String image : images) {
      var unused = TestBed.dockerOn(HOST, "image", "rm", "--force", image).succeeds();
    }
  }

  private static void forget() {
    var unused = TestBed.dockerOn(HOST, "builder", "prune", "--all", "--force").succeeds();
  }

  /** Builds, and returns what was told. */
  private RecordingListener build(
      List<CacheEntry> from, List<CacheEntry> to, List<Output> outputs) {
    BuildSettings settings =
        new BuildSettings(
            Map.of(),
            Map.of(),
            null,
            false,
            new Caching(false, List.of(), from, to),
            StepSettings.DEFAULT,
            List.of(),
            List.of(),
            new BuildOutputs(outputs, false),
            null);
    RecordingListener listener = new RecordingListener();
    EngineLocator locator = new EngineLocator(Map.of("DOCKER_HOST", HOST), Path.of("/nonexistent"));
    ConnectedEngine engine =
        new EngineConnector(locator, InstantSource.system())
            .connect(new EngineChoice(null, EngineChoice.Mode.BUILDKIT, null));
    try {
      Built built =
          engine.build(
              new Request(
                  "localcache",
                  new OneFile(program),
                  "Dockerfile",
                  Platform.LINUX_ARM64,
                  settings,
                  Set.of()),
              listener);
      if (built.imageIdOrNull() != null) {
        images.add(built.imageIdOrNull());
      }
    } finally {
      engine.close();
    }
    return listener;
  }

  private static boolean wasCached(RecordingListener listener) {
    List<Vertex> ends =
        listener.statuses.stream()
            .flatMap(status -> status.vertexes().stream())
            .filter(vertex -> vertex.name().contains(RUN) && vertex.completedOrNull() != null)
            .toList();
    assertThat(ends).isNotEmpty();
    return ends.stream().anyMatch(Vertex::cached);
  }

  private static final List<Output> NOWHERE = List.of(new Output("cacheonly", "", Map.of()));

  private static CacheEntry cache(String type, String... attributes) {
    Map<String, String> map = new java.util.TreeMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      map.put(attributes[i], attributes[i + 1]);
    }
    return new CacheEntry(type, map);
  }

  @Test
  void a_cache_in_a_folder_outlives_the_engines_own() throws IOException {
    Path folder = root.resolve("cache of ünits");
    CacheEntry to = cache("local", "dest", folder.toString(), "mode", "max");
    assertThat(wasCached(build(List.of(), List.of(to), NOWHERE))).isFalse();
    assertThat(folder.resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
    assertThat(folder.resolve("index.json")).content().contains("\"latest\"");
    try (Stream<Path> ingest = Files.list(folder.resolve("ingest"))) {
      assertThat(ingest.map(Path::getFileName)).map(Path::toString).containsExactly("index.lock");
    }

    forget();
    assertThat(wasCached(build(List.of(), List.of(), NOWHERE))).isFalse();
    forget();
    CacheEntry from = cache("local", "src", folder.toString());
    assertThat(wasCached(build(List.of(from), List.of(to), NOWHERE))).isTrue();

    forget();
    RecordingListener missing =
        build(List.of(cache("local", "src", root + "/missing")), List.of(), NOWHERE);
    assertThat(missing.events)
        .contains(
            "warning the cache in " + root.resolve("missing") + " is ignored: no such directory");
    assertThat(wasCached(missing)).isFalse();
  }

  @Test
  void a_cache_in_a_registry_outlives_the_engines_own() {
    String ref = TestBed.variable("JBUILD_TESTBED_REGISTRY") + "/jbuild-it/localcache:cache";
    CacheEntry cache = cache("registry", "ref", ref);
    CacheEntry all = cache("registry", "ref", ref, "mode", "max");
    assertThat(wasCached(build(List.of(), List.of(all), NOWHERE))).isFalse();
    forget();
    assertThat(wasCached(build(List.of(cache), List.of(), NOWHERE))).isTrue();
  }

  @Test
  void writes_archives_a_folder_and_an_image_at_once() throws IOException {
    Map<String, String> name = Map.of("name", "jbuild-it/localcache:archive");
    Path oci = root.resolve("oci.tar");
    Path docker = root.resolve("docker.tar");
    Path folder = root.resolve("folder");
    RecordingListener listener =
        build(
            List.of(),
            List.of(),
            List.of(
                new Output("oci", oci.toString(), name),
                new Output("docker", docker.toString(), name),
                new Output("local", folder.toString(), Map.of()),
                new Output("docker", "", Map.of())));
    assertThat(wasCached(listener)).isFalse();
    assertThat(entries(oci)).contains("index.json", "oci-layout").doesNotContain("manifest.json");
    assertThat(entries(docker)).contains("manifest.json");
    assertThat(folder.resolve("probe")).hasSameBinaryContentAs(program);
    assertThat(images).hasSize(1);
    var unused = TestBed.dockerOn(HOST, "image", "inspect", images.get(0)).succeeds();
    unused = TestBed.dockerOn(HOST, "load", "--input", docker.toString()).succeeds();
    images.add("jbuild-it/localcache:archive");
  }

  private static List<String> entries(Path tar) throws IOException {
    List<String> names = new ArrayList<>();
    try (InputStream file = Files.newInputStream(tar);
        TarArchiveInputStream in = new TarArchiveInputStream(file)) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  /** A context of one program. */
  private record OneFile(Path program) implements BuildFiles {
    @Override
    public List<ContextEntry> entries() {
      try {
        return List.of(
            new ContextEntry(
                "probe",
                program,
                ContextEntry.Kind.FILE,
                0755,
                Files.size(program),
                Files.getLastModifiedTime(program).to(TimeUnit.NANOSECONDS),
                null,
                null));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public byte[] dockerfile() {
      return ("FROM scratch\nCOPY probe /probe\n" + RUN + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String key() {
      return "localcache";
    }

    @Override
    public void writeTar(OutputStream out) {
      throw new AssertionError("this engine has a session");
    }
  }
}
