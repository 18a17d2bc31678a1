package io.github.jbuild.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.bench.ManyFiles;
import io.github.jbuild.core.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An image may have very many files. */
class LargeImageTest {

  @Test
  void a_million_files_fit_into_256_megabytes() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ManyFiles.class.getName(),
                "1000000")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).startsWith("1000000 files in ");
  }

  @Test
  void layers_of_a_hundred_thousand_entries_are_merged_in_a_second() {
    List<Layer> layers = new ArrayList<>();
    FileEntry.Attributes attributes = new FileEntry.Attributes(0644, 0, 0);
    for (int layer = 0; layer < 10; layer++) {
      List<FileEntry> entries = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        entries.add(
            new FileEntry(
                "/usr/lib/python3/site-packages/package" + (i / 20 + layer * 250),
                "module" + i,
                FileEntry.Type.FILE,
                attributes,
                null,
                null));
      }
      layers.add(
          new Layer(layer, new Digest("0".repeat(64)), 0, "", entries, List.of(), List.of()));
    }
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long begin = System.nanoTime();
      assertThat(FileTree.over(layers).get("/usr/lib/python3")).isPresent();
      best = Math.min(best, (System.nanoTime() - begin) / 1e9);
    }

    assertThat(best).isLessThan(1);
  }
}
