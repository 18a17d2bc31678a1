package io.github.jbuild.engine;

import io.github.jbuild.build.BuildOutputs;
import io.github.jbuild.build.BuildSettings;
import io.github.jbuild.build.Caching;
import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.build.StepSettings;
import io.github.jbuild.context.ContextEntry;
import io.github.jbuild.core.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** Small build contexts and the arm64 programs that they hold. */
final class Contexts {

  private Contexts() {}

  /** A request for linux/arm64 without options, without cache. */
  static ContainerEngine.Request request(ContainerEngine.BuildFiles files) {
    return request(files, Platform.LINUX_ARM64, Set.of());
  }

  static ContainerEngine.Request request(
      ContainerEngine.BuildFiles files, Platform platform, Set<String> registries) {
    return request(files, platform, registries, settings(null, null));
  }

  static ContainerEngine.Request request(
      ContainerEngine.BuildFiles files,
      Platform platform,
      Set<String> registries,
      BuildSettings settings) {
    return new ContainerEngine.Request("test", files, "Dockerfile", platform, settings, registries);
  }

  /** Settings without cache. */
  static BuildSettings settings(@Nullable String target, @Nullable String network) {
    return settings(Map.of(), Map.of(), target, network);
  }

  static BuildSettings settings(
      Map<String, String> buildArgs,
      Map<String, String> labels,
      @Nullable String target,
      @Nullable String network) {
    return new BuildSettings(
        buildArgs,
        labels,
        target,
        false,
        Caching.NONE,
        new StepSettings(network, Map.of(), 0, List.of()),
        List.of(),
        List.of(),
        BuildOutputs.INTO_ENGINE,
        null);
  }

  /** A Dockerfile and the program {@code /probe}. */
  static ContainerEngine.BuildFiles context(String dockerfile, byte[] program) {
    return new MemoryFiles(dockerfile, Map.of("probe", program));
  }

  static ContainerEngine.BuildFiles context(String dockerfile) {
    return context(dockerfile, Arm64Program.exitZero());
  }

  /** A Dockerfile and one file of that many zero bytes, made while it is sent. */
  static ContainerEngine.BuildFiles bigContext(String dockerfile, long bytes) {
    return tar(
        dockerfile,
        out -> {
          try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            byte[] text = dockerfile.getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry("Dockerfile");
            entry.setSize(text.length);
            tar.putArchiveEntry(entry);
            tar.write(text);
            tar.closeArchiveEntry();
            TarArchiveEntry big = new TarArchiveEntry("big");
            big.setSize(bytes);
            tar.putArchiveEntry(big);
            zeros(tar, bytes);
            tar.closeArchiveEntry();
          }
        });
  }

  /** The ID of an image that must be in the engine. */
  static String id(ContainerEngine.Built built) {
    return Objects.requireNonNull(built.imageIdOrNull());
  }

  /** Writes a tar stream. */
  interface TarWriter {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Files that exist as a tar stream only. */
  static ContainerEngine.BuildFiles tar(String dockerfile, TarWriter writer) {
    return new ContainerEngine.BuildFiles() {
      @Override
      public List<ContextEntry> entries() {
        return List.of();
      }

      @Override
      public byte[] dockerfile() {
        return dockerfile.getBytes(StandardCharsets.UTF_8);
      }

      @Override
      public String key() {
        return "test";
      }

      @Override
      public void writeTar(OutputStream out) throws IOException {
        writer.writeTo(out);
      }
    };
  }

  private static void zeros(OutputStream out, long bytes) throws IOException {
    byte[] block = new byte[64 * 1024];
    for (long left = bytes; left > 0; left -= block.length) {
      out.write(block, 0, (int) Math.min(left, block.length));
    }
  }

  /** A program that ends with a status. */
  static byte[] exiting(int status) {
    return Arm64Program.executable(
        Arm64Program.AARCH64, 0xd2800000 | (status << 5), 0xd2800ba8, 0xd4000001);
  }

  /** A program that prints a line of at most 64 characters and ends with a status. */
  static byte[] printing(String line, int status) {
    byte[] text = Arrays.copyOf((line + "\n").getBytes(StandardCharsets.UTF_8), 64);
    int[] code = new int[8 + text.length / 4];
    code[0] = 0xd2800020; // mov x0, #1        standard output
    code[1] = 0x100000e1; // adr x1, code[8]
    code[2] = 0xd2800002 | ((line.length() + 1) << 5); // mov x2, #length
    code[3] = 0xd2800808; // mov x8, #64       write
    code[4] = 0xd4000001; // svc #0
    code[5] = 0xd2800000 | (status << 5); // mov x0, #status
    code[6] = 0xd2800ba8; // mov x8, #93       exit
    code[7] = 0xd4000001; // svc #0
    for (int i = 0; i < text.length; i++) {
      code[8 + i / 4] |= (text[i] & 0xff) << (8 * (i % 4));
    }
    return Arm64Program.executable(Arm64Program.AARCH64, code);
  }

  /** A program that never ends. */
  static byte[] waiting() {
    return Arm64Program.executable(
        Arm64Program.AARCH64,
        0xd2800000, // mov x0, #0
        0xd2800001, // mov x1, #0
        0xd2800002, // mov x2, #0
        0xd2800003, // mov x3, #0
        0xd2800004, // mov x4, #0
        0xd2800928, // mov x8, #73       ppoll
        0xd4000001, // svc #0
        0x17fffff9); // b to the beginning
  }
}
