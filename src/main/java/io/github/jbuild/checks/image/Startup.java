package io.github.jbuild.checks.image;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.ImageConfig;
import io.github.jbuild.image.secret.SecretScanner;
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
      shown.add(secret(before, words.get(i)).isPresent() ? "***" : words.get(i));
    }
    return shown;
  }

  /** What kind of secret the words of a command hold. */
  static Optional<String> secret(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      Optional<String> kind = secret(i == 0 ? "" : words.get(i - 1), words.get(i));
      if (kind.isPresent()) {
        return kind;
      }
    }
    return Optional.empty();
  }

  /** Looks at {@code --token VALUE}, {@code --token=VALUE}, and the words of a shell's line. */
  private static Optional<String> secret(String before, String word) {
    List<String> inner = List.of(word.strip().split("\\s+", -1));
    if (inner.size() > 1) {
      return secret(inner);
    }
    int equals = word.indexOf('=');
    if (equals > 0) {
      return SecretScanner.inVariable(word.substring(0, equals), word.substring(equals + 1));
    }
    return before.startsWith("--") && !before.contains("=") && !word.startsWith("-")
        ? SecretScanner.inVariable(before, word)
        : SecretScanner.inText(word);
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
