package io.github.jbuild.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** pip as a wheel from PyPI: the finished images have none of their own. */
final class PipWheel {

  private static final String VERSION = "23.0.1";

  private PipWheel() {}

  /** The file, downloaded by the test image's own pip when it is not there yet. */
  static Path file() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "pip").toAbsolutePath());
    List<Path> found = wheels(folder);
    if (found.isEmpty()) {
      TestBed.build("cuda-base", "jbuild-it:pip", "--target", "pip").succeeds();
      TestBed.docker(
              "run",
              "--rm",
              "--platform",
              "linux/arm64",
              "--entrypoint",
              "python3",
              "-v",
              folder + ":/pip",
              "jbuild-it:pip",
              "-m",
              "pip",
              "download",
              "--no-deps",
              "-d",
              "/pip",
              "pip==" + VERSION)
          .succeeds();
      found = wheels(folder);
    }
    return found.get(0);
  }

  private static List<Path> wheels(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".whl")).toList();
    }
  }
}
