package io.github.jbuild.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Texts that are written to an {@link OutputFile} as a whole. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Writes a file.
   *
   * @throws IOException if that fails; nothing is left behind then
   */
  public static void write(Path file, String text) throws IOException {
    try (OutputFile output = OutputFile.open(file)) {
      output.stream().write(text.getBytes(StandardCharsets.UTF_8));
      output.commit();
    }
  }
}
