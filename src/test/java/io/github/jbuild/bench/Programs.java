package io.github.jbuild.bench;

import static java.lang.ProcessBuilder.Redirect.PIPE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The programs that jbuild is measured beside. */
final class Programs {

  private final Path folder;
  private final String docker;

  /**
   * @param folder the context
   * @param docker path of a docker command line
   */
  Programs(Path folder, String docker) {
    this.folder = folder;
    this.docker = docker;
  }

  /** GNU tar skips reading files when it writes to /dev/null itself, hence the pipe. */
  String tarInto(String command) throws IOException, InterruptedException {
    return run("tar -C \"$1\" -c . | " + command);
  }

  /** Builds by the classic builder and returns the image's ID. */
  String dockerBuild() throws IOException, InterruptedException {
    return tarInto("DOCKER_BUILDKIT=0 \"$2\" build --no-cache --platform linux/arm64 -q -");
  }

  void removeImage(String id) throws IOException, InterruptedException {
    String unused = run("\"$2\" rmi -f " + id);
  }

  /** Writes what a program reads. */
  @FunctionalInterface
  interface Feed {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Runs a program on a stream that is made while it reads it. */
  static void feed(Feed input, String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().redirectInput(PIPE).start();
    try (OutputStream out = process.getOutputStream()) {
      input.writeTo(out);
    }
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }

  private String run(String command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash", "-o", "pipefail", "-c", command, "bench", folder.toString(), docker);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    process.getOutputStream().close();
    String output;
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      output = lines.lines().collect(Collectors.joining("\n"));
    }
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed: " + output);
    }
    return output;
  }
}
