package io.github.jbuild.image.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.bench.ManyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
}
