package io.github.jbuild.engine;

import io.github.jbuild.build.ContainerEngine;
import io.github.jbuild.core.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small build contexts and the arm64 programs that they hold. */
final class Contexts {

  private Contexts() {}

  /** A request for linux/arm64 without options. */
  static ContainerEngine.Request request(ContainerEngine.ContextWriter context) {
    return request(context, Platform.LINUX_ARM64, Set.of());
  }

  static ContainerEngine.Request request(
      ContainerEngine.ContextWriter context, Platform platform, Set<String> registries) {
    return new ContainerEngine.Request(
        context,
        "Dockerfile",
        platform,
        Map.of(),
        Map.of(),
        null,
        true,
        false,
        List.of(),
        null,
        registries);
  }

  /** A Dockerfile and the program {@code /probe}. */
  static ContainerEngine.ContextWriter context(String dockerfile, byte[] program) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("Dockerfile", dockerfile.getBytes(StandardCharsets.UTF_8));
    files.put("probe", program);
    return out -> {
      try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
          entry.setSize(file.getValue().length);
          entry.setMode(0100755);
          tar.putArchiveEntry(entry);
          tar.write(file.getValue());
          tar.closeArchiveEntry();
        }
      }
    };
  }

  static ContainerEngine.ContextWriter context(String dockerfile) {
    return context(dockerfile, Arm64Program.exitZero());
  }

  /** A Dockerfile and one file of that many zero bytes, made while it is sent. */
  static ContainerEngine.ContextWriter bigContext(String dockerfile, long bytes) {
    return out -> {
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
