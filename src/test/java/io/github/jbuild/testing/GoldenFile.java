package io.github.jbuild.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A committed file that a test makes. {@code -Djbuild.golden.update=true} writes it anew, but never
 * in CI.
 */
public record GoldenFile(Path path) {

  /** Fails unless the file holds {@code text}. */
  public void mustBe(String text) throws IOException {
    if (Boolean.getBoolean("jbuild.golden.update")) {
      assertThat(System.getenv("CI")).as("golden files are not written in CI").isNull();
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, text);
    }
    assertThat(text).isEqualTo(Files.readString(path));
  }
}
