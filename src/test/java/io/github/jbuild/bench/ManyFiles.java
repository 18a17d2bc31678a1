package io.github.jbuild.bench;

import io.github.jbuild.image.Image;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.archive.ImageArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Locale;

/**
 * Reads an image of many small files, made while it is read, and prints what heap and time that
 * took. Argument: number of files. Fails when the heap that it was given does not do.
 */
public final class ManyFiles {

  private ManyFiles() {}

  /** Reads the image and prints one line. */
  public static void main(String[] args) throws IOException {
    int count = Integer.parseInt(args[0]);
    PipedOutputStream out = new PipedOutputStream();
    try (InputStream archive = new PipedInputStream(out, 1 << 20);
        HeapPeak heap = new HeapPeak()) {
      Thread writer = new Thread(() -> write(count, out));
      writer.setDaemon(true);
      writer.start();
      long begin = System.nanoTime();
      Image image = ImageArchive.read("files", archive, null, Inspector.none());
      int[] seen = new int[1];
      image.files().forEach(entry -> seen[0] += entry.isFile() ? 1 : 0);
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.gc();
      Runtime now = Runtime.getRuntime();
      System.out.printf(
          Locale.ROOT,
          "%d files in %.1f s; heap at most %d MB of %d MB, %d MB in the end%n",
          seen[0],
          seconds,
          heap.megabytes(),
          now.maxMemory() >> 20,
          (now.totalMemory() - now.freeMemory()) >> 20);
      if (seen[0] != count) {
        throw new IllegalStateException("files are missing");
      }
    }
  }

  private static void write(int count, OutputStream out) {
    try (out) {
      BenchImage.ofSmallFiles("files:1", count).writeTo(out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
