package io.github.jbuild.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jbuild.core.SourceSpan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Folders for tests, and what comes out of them. */
final class Trees {

  private Trees() {}

  /** Makes files with their own path as content, at a fixed time. */
  static void files(Path root, String... paths) throws IOException {
    for (String path : paths) {
      file(root.resolve(path), path);
    }
  }

  static Path file(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
  }

  /** Names as a profile has them: the n-th in line n. */
  static List<NamedPath> names(String... texts) {
    List<NamedPath> names = new ArrayList<>();
    for (String text : texts) {
      int line = names.size() + 1;
      SourceSpan span = new SourceSpan("p.yaml", line, 5, "- " + text);
      names.add(new NamedPath(text, "app.copy[0].from[" + (line - 1) + "]", span));
    }
    return names;
  }

  static List<String> paths(Path root, String... names) {
    return BuildContext.of(root, names(names)).entries().stream().map(ContextEntry::path).toList();
  }

  static byte[] tar(BuildContext context, Map<String, byte[]> extra) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ContextTar.write(context, extra, out, bytes -> {});
    return out.toByteArray();
  }

  static byte[] tar(Path root, String... names) throws IOException {
    return tar(BuildContext.of(root, names(names)), Map.of());
  }

  static List<TarArchiveEntry> entries(byte[] tar) throws IOException {
    List<TarArchiveEntry> entries = new ArrayList<>();
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  static String content(byte[] tar, String path) throws IOException {
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals(path)) {
          return new String(in.readAllBytes(), UTF_8);
        }
      }
    }
    throw new AssertionError("no " + path + " in the tar");
  }

  /** Runs a program that must succeed, for what Java cannot do. */
  static String run(Path folder, String... command) throws IOException, InterruptedException {
    return feed(folder, "", command);
  }

  /** Runs a script in UTF-8, for names that Java can only write in some locales. */
  static void shell(Path folder, String script) throws IOException, InterruptedException {
    String unused = feed(folder, script, "sh", "-eu");
  }

  private static String feed(Path folder, String input, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(Arrays.toString(command) + " failed: " + output);
    }
    return output;
  }
}
