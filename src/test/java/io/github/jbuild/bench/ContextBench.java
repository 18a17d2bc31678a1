package io.github.jbuild.bench;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.context.BuildContext;
import io.github.jbuild.context.ContextEntry;
import io.github.jbuild.context.ContextTar;
import io.github.jbuild.context.NamedPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the build context: heap, throughput beside {@code tar}, and a whole build beside {@code
 * tar | docker build -} on the engine of {@code DOCKER_HOST}. Arguments: the folder to work in, MiB
 * in big files, number of small files, number of rounds, a docker command line.
 */
public final class ContextBench {

  private static final String DOCKERFILE = "Dockerfile.jbuild";
  private static final byte[] SCRATCH =
      "FROM scratch\nCOPY . /context/\n".getBytes(StandardCharsets.UTF_8);

  private final Path folder;
  private final Programs programs;
  private final Rounds rounds;

  private ContextBench(Path folder, Programs programs, Rounds rounds) {
    this.folder = folder;
    this.programs = programs;
    this.rounds = rounds;
  }

  /** Runs the comparison and prints a table with ratios. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Path.of(args[0]);
    Path folder = BenchTree.make(work, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    Files.write(folder.resolve("Dockerfile"), SCRATCH);
    AtomicLong bytes = new AtomicLong();
    write(folder, OutputStream.nullOutputStream(), bytes);
    Rounds rounds = new Rounds(bytes.get(), Integer.parseInt(args[3]));
    System.out.printf(
        Locale.ROOT,
        "context     %.2f GB, %d entries; heap at most %d MB%n",
        bytes.get() / 1e9,
        context(folder).entries().size(),
        Runtime.getRuntime().maxMemory() >> 20);
    ContextBench bench = new ContextBench(folder, new Programs(folder, args[4]), rounds);
    bench.stream();
    bench.build();
  }

  private void stream() throws IOException, InterruptedException {
    rounds.compare(
        new Rounds.Way("jbuild, context to /dev/null", this::toDevNull),
        new Rounds.Way("tar -c | cat >/dev/null", () -> programs.tarInto("cat >/dev/null")));
  }

  private void build() throws IOException, InterruptedException {
    try (BenchEngine engine = new BenchEngine(System.getenv())) {
      System.out.println("engine      " + engine.description());
      rounds.compare(
          new Rounds.Way(
              "jbuild, build of FROM scratch + COPY",
              () -> programs.removeImage(engine.build(new FolderFiles(folder), DOCKERFILE))),
          new Rounds.Way(
              "tar -c | docker build -", () -> programs.removeImage(programs.dockerBuild())));
    }
  }

  private static BuildContext context(Path folder) {
    return BuildContext.of(folder, List.of(new NamedPath(".", "bench", null)));
  }

  private static void write(Path folder, OutputStream out, AtomicLong bytes) throws IOException {
    BuildContext context = context(folder);
    Map<String, byte[]> extra = ContextTar.dockerfile(context, DOCKERFILE, SCRATCH);
    ContextTar.write(context, extra, out, bytes::set);
  }

  private void toDevNull() throws IOException {
    try (OutputStream out = Files.newOutputStream(Path.of("/dev/null"))) {
      write(folder, out, new AtomicLong());
    }
  }

  /** The folder as the files of a build. */
  private record FolderFiles(Path folder) implements ContainerEngine.BuildFiles {
    @Override
    public List<ContextEntry> entries() {
      return context(folder).entries();
    }

    @Override
    public byte[] dockerfile() {
      return SCRATCH;
    }

    @Override
    public String key() {
      return folder.toString();
    }

    @Override
    public void writeTar(OutputStream out) throws IOException {
      write(folder, out, new AtomicLong());
    }
  }
}
