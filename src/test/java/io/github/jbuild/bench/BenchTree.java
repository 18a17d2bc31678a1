package io.github.jbuild.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A folder like an application's with its models: some large files and many small ones. */
final class BenchTree {

  private static final int BIG = 256 << 20;

  private BenchTree() {}

  /** Makes the folder below {@code work} unless one of the same shape is there. */
  static Path make(Path work, int megabytes, int smallFiles) throws IOException {
    Path folder = work.resolve("context-" + megabytes + "-" + smallFiles);
    Path done = work.resolve(folder.getFileName() + ".done");
    if (Files.exists(done) && Files.isDirectory(folder)) {
      return folder;
    }
    Random random = new Random(1);
    Path models = Files.createDirectories(folder.resolve("models"));
    long left = (long) megabytes << 20;
    for (int i = 0; left > 0; i++) {
      long size = Math.min(left, BIG);
      fill(models.resolve("model-" + i + ".bin"), size, random);
      left -= size;
    }
    for (int i = 0; i < smallFiles; i++) {
      Path package_ = Files.createDirectories(folder.resolve("src/package-" + i / 100));
      fill(package_.resolve("module-" + i + ".py"), 200 + random.nextInt(8000), random);
    }
    Files.write(done, new byte[0]);
    return folder;
  }

  private static void fill(Path file, long size, Random random) throws IOException {
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = size; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
  }
}
