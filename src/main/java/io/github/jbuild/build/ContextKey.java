package io.github.jbuild.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return profile + ":" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String machine() {
    try {
      return Files.readString(MACHINE);
    } catch (IOException none) {
      return "";
    }
  }
}
