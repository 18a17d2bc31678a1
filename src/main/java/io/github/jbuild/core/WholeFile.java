package io.github.jbuild.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that are replaced as a whole or left as they are. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Writes a file under another name in its folder, then moves it. It keeps the permissions that it
   * had; a new one can be read by everybody.
   *
   * @throws IOException if that fails; nothing is left behind then
   */
  public static void write(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath().normalize();
    Path part = Files.createTempFile(target.getParent(), ".jbuild-", ".part");
    try {
      Files.writeString(part, text);
      Files.setPosixFilePermissions(
          part,
          Files.exists(target)
              ? Files.getPosixFilePermissions(target)
              : PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
