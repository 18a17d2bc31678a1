package io.github.jbuild.bench;

import io.github.jbuild.engine.ConnectedEngine;
import io.github.jbuild.engine.EngineConnector;
import io.github.jbuild.engine.EngineLocator;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.ImageArchive;
import io.github.jbuild.image.ImageStore.Stored;
import io.github.jbuild.image.Inspector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Measures reading an image from the engine of {@code DOCKER_HOST} beside the same stream read and
 * thrown away. Arguments: MiB of the image, number of rounds, a docker command line. The image is
 * made when the engine has none of that size, and stays there.
 */
public final class ImageBench {

  private ImageBench() {}

  /** Runs the comparison and prints a table with ratios. */
  public static void main(String[] args) throws IOException, InterruptedException {
    long megabytes = Long.parseLong(args[0]);
    String tag = "jbuild-bench:" + megabytes + "m";
    try (ConnectedEngine engine = connect(System.getenv())) {
      if (engine.find(tag).isEmpty()) {
        Programs.feed(BenchImage.ofLibraries(tag, megabytes)::writeTo, args[2], "load", "-q");
      }
      Stored stored = engine.find(tag).orElseThrow();
      Image image = read(engine, stored);
      System.out.printf(
          Locale.ROOT,
          "image       %.2f GB, %d layers, %d entries; heap at most %d MB; %s %s%n",
          stored.bytes() / 1e9,
          image.layers().size(),
          image.layers().stream().mapToInt(layer -> layer.entries().size()).sum(),
          Runtime.getRuntime().maxMemory() >> 20,
          engine.info().name(),
          engine.info().version());
      new Rounds(stored.bytes(), Integer.parseInt(args[1]))
          .compare(
              new Rounds.Way("jbuild, image read from the engine", () -> read(engine, stored)),
              new Rounds.Way("the same stream thrown away", () -> discard(engine, stored)));
    }
  }

  private static ConnectedEngine connect(Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    return new EngineConnector(new EngineLocator(environment, home)).connect(null);
  }

  private static Image read(ConnectedEngine engine, Stored stored) throws IOException {
    try (InputStream saved = engine.save(stored.id())) {
      return ImageArchive.read(stored.id(), saved, null, Inspector.none());
    }
  }

  private static void discard(ConnectedEngine engine, Stored stored) throws IOException {
    byte[] block = new byte[1 << 18];
    try (InputStream saved = engine.save(stored.id())) {
      while (saved.read(block) >= 0) {
        // thrown away
      }
    }
  }
}
