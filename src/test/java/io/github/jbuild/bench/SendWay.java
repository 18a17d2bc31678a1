package io.github.jbuild.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A program that builds an image with a folder in it. */
enum SendWay {
  JBUILD("./jbuild build (BuildKit)"),
  BUILDX("docker buildx build"),
  CLASSIC("./jbuild build --engine classic");

  private final String title;

  SendWay(String title) {
    this.title = title;
  }

  /** What it is called in the table. */
  String title() {
    return title;
  }

  /** Its image. */
  String tag() {
    return "jbuild-bench:send-" + name().toLowerCase(Locale.ROOT);
  }

  /**
   * Builds.
   *
   * @param profile a profile with {@code folder} as its application's context
   * @param dockerfile what jbuild renders of it
   * @param buildx a program that is {@code docker buildx}
   */
  SentContext build(Path profile, Path dockerfile, Path folder, String buildx)
      throws IOException, InterruptedException {
    return this == BUILDX
        ? buildx(dockerfile, folder, buildx)
        : jbuild(profile, this == JBUILD ? "buildkit" : "classic");
  }

  private SentContext jbuild(Path profile, String engine) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./jbuild", "build", "--engine", engine));
    command.addAll(List.of("--profile", profile.toString(), "--tag", tag()));
    command.addAll(List.of("--progress", "rawjson"));
    Run run = Run.of(command);
    return new SentContext(run.seconds(), Transfer.ofRawJson(run.said()));
  }

  private SentContext buildx(Path dockerfile, Path folder, String buildx)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(buildx, "build", "--platform", "linux/arm64"));
    command.addAll(List.of("--file", dockerfile.toString(), "--tag", tag()));
    command.addAll(List.of("--progress", "plain", folder.toString()));
    Run run = Run.of(command);
    return new SentContext(run.seconds(), Transfer.ofPlain(run.said()));
  }

  /** A program that has ended. */
  record Run(double seconds, List<String> said) {

    /** Runs a program, and keeps what it says on standard error. */
    static Run of(List<String> command) throws IOException, InterruptedException {
      Path said = Files.createTempFile("bench", ".log");
      try {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(said.toFile());
        long start = System.nanoTime();
        int exit = builder.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (exit != 0) {
          throw new IOException(String.join(" ", command) + " failed: " + Files.readString(said));
        }
        return new Run(seconds, Files.readAllLines(said, StandardCharsets.UTF_8));
      } finally {
        Files.delete(said);
      }
    }
  }
}
