package io.github.jbuild.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The processes of this machine, those in containers included. */
final class Processes {

  private Processes() {}

  /** The command lines that contain a text. */
  static List<String> with(String text) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      folders = all.filter(path -> path.getFileName().toString().matches("\\d+")).toList();
    }
    List<String> found = new ArrayList<>();
    for (Path folder : folders) {
      String line = commandLine(folder);
      if (line.contains(text)) {
        found.add(line.replace('\0', ' '));
      }
    }
    return found;
  }

  private static String commandLine(Path folder) {
    try {
      return Files.readString(folder.resolve("cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }
}
