package io.github.jbuild.build;

import io.github.jbuild.core.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells the context of one profile in one folder on one machine from all others, so that BuildKit,
 * which keeps the files of earlier builds under this key, requests only what has changed.
 */
final class ContextKey {

  /** The machine's identity (machine-id(5)). */
  private static final Path MACHINE = Path.of("/etc/machine-id");

  private ContextKey() {}

  static String of(String profile, @Nullable Path folderOrNull) {
    String folder =
        folderOrNull == null ? "" : folderOrNull.toAbsolutePath().normalize().toString();
    String text = String.join("\n", machine(), folder, profile);
    return profile + ":" + Sha256.of(text).hex().substring(0, 32);
  }

  private static String machine() {
    try {
      return Files.readString(MACHINE);
    } catch (IOException none) {
      return "";
    }
  }
}
