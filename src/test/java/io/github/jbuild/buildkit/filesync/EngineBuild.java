package io.github.jbuild.buildkit.filesync;

import io.github.jbuild.buildkit.BuildKitClient;
import io.github.jbuild.buildkit.DockerfileFrontend;
import io.github.jbuild.buildkit.Limits;
import io.github.jbuild.buildkit.SolveSpec;
import io.github.jbuild.buildkit.filesync.send.FileSyncService;
import io.github.jbuild.buildkit.filesync.send.TransferListener;
import io.github.jbuild.buildkit.filesync.send.TransferProgress;
import io.github.jbuild.buildkit.filesync.source.FileSource;
import io.github.jbuild.buildkit.filesync.source.MemorySource;
import io.github.jbuild.buildkit.session.Session;
import io.github.jbuild.buildkit.session.SessionService;
import io.github.jbuild.buildkit.transport.Connection;
import io.github.jbuild.buildkit.transport.ConnectionMode;
import io.github.jbuild.buildkit.transport.UnixSocketDialer;
import io.github.jbuild.it.CommandResult;
import io.github.jbuild.it.TestBed;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Builds of one context on the real engine, one after the other. */
public final class EngineBuild {

  private final String host;
  private final String sharedKey;
  private final FileSource context;
  private final Map<String, TransferProgress> transfers = new ConcurrentHashMap<>();

  public EngineBuild(String host, String sharedKey, FileSource context) {
    this.host = host;
    this.sharedKey = sharedKey;
    this.context = context;
  }

  /** Builds into the engine's store. */
  public void build(String dockerfile, String image) throws IOException {
    build(dockerfile, "moby", Map.of("name", image), List.of());
  }

  public void build(
      String dockerfile, String exporter, Map<String, String> attributes, List<SessionService> more)
      throws IOException {
    build(dockerfile, exporter, attributes, more, TransferListener.NONE);
  }

  public void build(
      String dockerfile,
      String exporter,
      Map<String, String> attributes,
      List<SessionService> more,
      TransferListener listener)
      throws IOException {
    transfers.clear();
    Map<String, FileSource> sources =
        Map.of(
            "dockerfile",
            new MemorySource(Map.of("Dockerfile", dockerfile.getBytes(StandardCharsets.UTF_8))),
            "context",
            context);
    List<SessionService> services = new ArrayList<>(more);
    services.add(
        new FileSyncService(
            sources,
            progress -> {
              transfers.put(progress.folder(), progress);
              listener.transferred(progress);
            }));
    SolveSpec spec =
        SolveSpec.of(new DockerfileFrontend().platform("linux/arm64"))
            .export(exporter, attributes)
            .build();
    Path socket = Path.of(URI.create(host).getPath());
    try (BuildKitClient client =
        new BuildKitClient(
            Connection.of(new UnixSocketDialer(socket), ConnectionMode.UPGRADE, "test"),
            Limits.DEFAULT)) {
      client.solve(spec, Session.of("test", sharedKey, services), status -> {});
    }
  }

  /** The files of an image, by path, with their content in another map. */
  public Map<String, TarArchiveEntry> files(String image, Map<String, String> contents)
      throws IOException {
    String container =
        docker("create", "--platform", "linux/arm64", image, "/x").succeeds().out().trim();
    Path tar = Files.createTempFile("filesync", ".tar");
    try {
      var unused = docker("export", "-o", tar.toString(), container).succeeds();
      return read(tar, contents);
    } finally {
      Files.delete(tar);
      var unused = docker("rm", container).succeeds();
    }
  }

  /** Runs the docker CLI with the engine that builds. */
  public CommandResult docker(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--host", host));
    all.addAll(List.of(arguments));
    return TestBed.docker(all.toArray(String[]::new));
  }

  /** The engines to build with. */
  public static List<String> engines() {
    return List.of(TestBed.variable("JBUILD_TESTBED_HOST"), TestBed.docker26());
  }

  /** How far the transfer of one folder has come in the last build. */
  public TransferProgress transfer(String folder) {
    return Objects.requireNonNull(transfers.get(folder), folder);
  }

  /** The entry of a file that must be there. */
  public static TarArchiveEntry entry(Map<String, TarArchiveEntry> files, String path) {
    return Objects.requireNonNull(files.get(path), path);
  }

  public static Map<String, TarArchiveEntry> read(Path tar, Map<String, String> contents)
      throws IOException {
    Map<String, TarArchiveEntry> entries = new TreeMap<>();
    try (InputStream file = Files.newInputStream(tar);
        TarArchiveInputStream in = new TarArchiveInputStream(file, "UTF-8")) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), entry);
        if (entry.isFile()) {
          contents.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return entries;
  }
}
