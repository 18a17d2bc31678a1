package io.github.jbuild.cli.terminal;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.OutputFile;
import io.github.jbuild.core.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that reports are written to. */
public final class ReportFile {

  private ReportFile() {}

  /** Replaces a file atomically, or leaves it unchanged. */
  public static void write(Path file, String text) {
    try {
      WholeFile.write(file, text);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** Adds to a file that others write, too. */
  public static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static JbuildException failed(Path file, IOException e) {
    return JbuildException.of(
            Kind.ENVIRONMENT, "cannot write " + file + ": " + OutputFile.reason(e))
        .hint("the directory must exist and be writable")
        .cause(e);
  }
}
