package io.github.jbuild.cli;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that reports are written to. */
final class ReportFile {

  private ReportFile() {}

  /** Replaces a file as a whole, or leaves it as it is. */
  static void write(Path file, String text) {
    try {
      Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".jbuild-", ".part");
      try {
        Files.writeString(part, text);
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** Adds to a file that others write, too. */
  static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static JbuildException failed(Path file, IOException e) {
    return JbuildException.of(Kind.ENVIRONMENT, "cannot write " + file + ": " + e.getMessage())
        .hint("the folder must exist and be writable")
        .cause(e);
  }
}
