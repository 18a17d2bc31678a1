package io.github.jbuild.checks.image;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.ImageConfig;
import io.github.jbuild.secret.SecretScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a container of an image runs. */
final class Startup {

  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Startup() {}

  /** Entrypoint and command in one: the words of the first process. */
  static List<String> words(ImageConfig config) {
    List<String> words = new ArrayList<>(config.entrypoint());
    words.addAll(config.command());
    return words;
  }

  /** Last part of a program's path. */
  static String baseName(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }

  /** A word of the command for a report, which never shows a secret. */
  static String shown(String word) {
    return shown(List.of(word)).get(0);
  }

  /** Several words of it. */
  static List<String> shown(List<String> words) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String before = i == 0 ? "" : words.get(i - 1);
      shown.add(SecretScanner.inWord(before, words.get(i)).isPresent() ? "***" : words.get(i));
    }
    return shown;
  }

  /** The file that the kernel would run for a program's name, found as a container runtime does. */
  static Optional<FileEntry> find(String program, ImageConfig config, FileTree files) {
    if (program.contains("/")) {
      String base = config.workdir().isEmpty() ? "/" : config.workdir();
      return executable(program.startsWith("/") ? program : base + "/" + program, files);
    }
    String path = config.env().getOrDefault("PATH", DEFAULT_PATH);
    for (String folder : path.split(":", -1)) {
      Optional<FileEntry> found = executable(folder + "/" + program, files);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<FileEntry> executable(String path, FileTree files) {
    return files
        .resolve(path)
        .filter(file -> file.content().isPresent() && (file.mode() & 0111) != 0);
  }
}
