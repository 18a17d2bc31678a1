package io.github.jbuild.bench;

import io.github.jbuild.checks.image.Expectations;
import io.github.jbuild.compare.Comparison;
import io.github.jbuild.compare.Subject;
import io.github.jbuild.compare.report.Report;
import io.github.jbuild.engine.ConnectedEngine;
import io.github.jbuild.engine.EngineConnector;
import io.github.jbuild.engine.connect.EngineLocator;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.facts.ImageFacts;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.ImageStore.Stored;
import io.github.jbuild.image.archive.ImageArchive;
import io.github.jbuild.image.elf.ElfInspector;
import io.github.jbuild.image.inspect.ImageInspector;
import io.github.jbuild.verify.ImageVerifier;
import io.github.jbuild.verify.VerifyReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures verifying an image of the engine of {@code DOCKER_HOST} beside the same stream read and
 * thrown away, and comparing two such images beside verifying both. Arguments: MiB of the image,
 * number of rounds, a docker command line. Images are made when the engine has none of that size,
 * and stay there.
 */
public final class ImageBench {

  private static final long SMALLER = 100;

  private final ConnectedEngine engine;

  private ImageBench(ConnectedEngine engine) {
    this.engine = engine;
  }

  /** Runs the comparisons and prints tables with ratios. */
  public static void main(String[] args) throws IOException, InterruptedException {
    long megabytes = Long.parseLong(args[0]);
    int rounds = Integer.parseInt(args[1]);
    try (ConnectedEngine engine = connect(System.getenv())) {
      ImageBench bench = new ImageBench(engine);
      Stored one = bench.stored(megabytes, args[2]);
      Stored other = bench.stored(megabytes - SMALLER, args[2]);
      Image image = bench.read(one);
      System.out.printf(
          Locale.ROOT,
          "image       %.2f GB, %d layers, %d entries; heap at most %d MB; %s %s%n",
          one.bytes() / 1e9,
          image.layers().size(),
          image.layers().stream().mapToInt(layer -> layer.entries().size()).sum(),
          Runtime.getRuntime().maxMemory() >> 20,
          engine.info().name(),
          engine.info().version());
      new Rounds(one.bytes(), rounds)
          .compare(
              new Rounds.Way("jbuild verify", () -> bench.verify(one)),
              new Rounds.Way("the same stream thrown away", () -> bench.discard(one)));
      new Rounds(one.bytes() + other.bytes(), rounds)
          .compare(
              new Rounds.Way("jbuild compare, two such images", () -> bench.compare(one, other)),
              new Rounds.Way(
                  "jbuild verify of both",
                  () -> {
                    bench.verify(one);
                    bench.verify(other);
                  }));
    }
  }

  private static ConnectedEngine connect(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    return new EngineConnector(new EngineLocator(environment, home), InstantSource.system())
        .connect(io.github.jbuild.engine.connect.EngineChoice.of(null));
  }

  private Stored stored(long megabytes, String docker) throws IOException, InterruptedException {
    String tag = "jbuild-bench:" + megabytes + "m-text";
    if (engine.find(tag).isEmpty()) {
      Programs.feed(BenchImage.ofLibraries(tag, megabytes)::writeTo, docker, "load", "-q");
    }
    return engine.find(tag).orElseThrow();
  }

  private void verify(Stored stored) throws IOException {
    Expectations facts = new Expectations(null, Facts.builtIn(), ImageFacts.builtIn(), Map.of());
    VerifyReport report = ImageVerifier.verify(read(stored), facts);
    if (report.results().isEmpty()) {
      throw new IllegalStateException("nothing was checked");
    }
  }

  private void compare(Stored one, Stored other) throws IOException {
    Comparison comparison =
        Comparison.of(
            List.of(Subject.built("one", read(one)), Subject.built("other", read(other))));
    if (Report.of(comparison, List.of(), Report.TOP).text(100).isEmpty()) {
      throw new IllegalStateException("nothing was compared");
    }
  }

  private Image read(Stored stored) throws IOException {
    Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    try (InputStream saved = engine.save(stored.id());
        ElfInspector elf = new ElfInspector(scratch)) {
      return ImageArchive.read(stored.id(), saved, null, new ImageInspector(elf));
    }
  }

  private void discard(Stored stored) throws IOException {
    byte[] block = new byte[1 << 18];
    try (InputStream saved = engine.save(stored.id())) {
      while (saved.read(block) >= 0) {
        // thrown away
      }
    }
  }
}
