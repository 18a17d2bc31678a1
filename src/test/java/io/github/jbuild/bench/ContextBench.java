package io.github.jbuild.bench;

import io.github.jbuild.context.BuildContext;
import io.github.jbuild.context.ContextTar;
import io.github.jbuild.context.NamedPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Measures the context stream: heap and throughput beside {@code tar}, and, given an engine, a
 * whole build beside {@code tar | docker build -}. Arguments: the folder to work in, MiB in big
 * files, number of small files, number of rounds.
 */
public final class ContextBench {

  private static final String DOCKERFILE = "Dockerfile.jbuild";
  private static final byte[] SCRATCH =
      "FROM scratch\nCOPY . /context/\n".getBytes(StandardCharsets.UTF_8);

  private ContextBench() {}

  /** A way to move a context. */
  @FunctionalInterface
  interface Way {
    void run() throws IOException, InterruptedException;
  }

  /** Runs the comparison and prints a table; fails if the stream is not what tar says it is. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Path.of(args[0]);
    int rounds = Integer.parseInt(args[3]);
    Path folder = BenchTree.make(work, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    long bytes = write(folder, OutputStream.nullOutputStream());
    System.out.printf(
        Locale.ROOT,
        "context %.2f GB, %d entries, heap at most %d MB%n",
        bytes / 1e9,
        context(folder).entries().size(),
        Runtime.getRuntime().maxMemory() >> 20);
    measure("jbuild > /dev/null", bytes, rounds, () -> toDevNull(folder));
    measure(
        "tar -c > /dev/null (through a pipe)", bytes, rounds, () -> tar(folder, "cat > /dev/null"));
    String host = System.getenv("DOCKER_HOST");
    String docker = System.getenv("JBUILD_TESTBED_DOCKER");
    if (host == null || docker == null) {
      System.out.println("no engine: set DOCKER_HOST and JBUILD_TESTBED_DOCKER (a docker CLI)");
      return;
    }
    Files.write(folder.resolve("Dockerfile"), SCRATCH);
    try (BenchEngine engine = new BenchEngine(host)) {
      measure(
          "jbuild -> engine, FROM scratch + COPY",
          bytes,
          rounds,
          () -> engine.build(DOCKERFILE, out -> write(folder, out)));
      measure(
          "tar | docker build -",
          bytes,
          rounds,
          () -> engine.forget(tar(folder, "'" + docker + "' build -q -")));
    }
  }

  private static BuildContext context(Path folder) {
    return BuildContext.of(folder, List.of(new NamedPath(".", "bench", null)));
  }

  private static long write(Path folder, OutputStream out) throws IOException {
    AtomicLong bytes = new AtomicLong();
    BuildContext context = context(folder);
    Map<String, byte[]> extra = ContextTar.dockerfile(context, DOCKERFILE, SCRATCH);
    ContextTar.write(context, extra, out, bytes::set);
    return bytes.get();
  }

  private static void toDevNull(Path folder) throws IOException {
    try (OutputStream out = Files.newOutputStream(Path.of("/dev/null"))) {
      write(folder, out);
    }
  }

  /** GNU tar skips reading files when it writes to /dev/null itself, hence the pipe. */
  private static String tar(Path folder, String into) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", "tar -C \"$0\" -c . | " + into, folder.toString());
    builder.environment().put("DOCKER_BUILDKIT", "0");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    process.getOutputStream().close();
    String output;
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      output = lines.lines().collect(Collectors.joining("\n"));
    }
    if (process.waitFor() != 0) {
      throw new IOException("tar | " + into + " failed: " + output);
    }
    return output;
  }

  private static void measure(String name, long bytes, int rounds, Way way)
      throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    long peak;
    try (HeapPeak heap = new HeapPeak()) {
      for (int i = 0; i < rounds; i++) {
        long start = System.nanoTime();
        way.run();
        seconds.add((System.nanoTime() - start) / 1e9);
      }
      peak = heap.megabytes();
    }
    seconds.sort(null);
    double median = seconds.get(rounds / 2);
    System.out.printf(
        Locale.ROOT,
        "%-40s %7.2f s  %6.0f MB/s  (median of %d, best %.2f s)  heap %d MB%n",
        name,
        median,
        bytes / 1e6 / median,
        rounds,
        seconds.get(0),
        peak);
  }
}
