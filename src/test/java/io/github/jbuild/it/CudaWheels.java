package io.github.jbuild.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * NVIDIA's own CUDA libraries for aarch64 from PyPI, in an image: real libraries, none of which is
 * a stand-in. Nothing runs them; there is no GPU.
 */
final class CudaWheels {

  private static final String TAG = "jbuild-it:cuda-wheels";
  private static final String SITE = "usr/local/lib/python3.11/dist-packages";

  private CudaWheels() {}

  /** The tag of an image with the wheels' files where pip would put them. */
  static String image(Path folder) throws IOException {
    if (TestBed.docker("image", "inspect", TAG).code() != 0) {
      Path context = Files.createDirectories(folder.resolve("context"));
      for (Path wheel : wheels()) {
        unpack(wheel, context.resolve("site"));
      }
      String base = TestBed.plan("cuda-base").stage("runtime").orElseThrow().from().toString();
      Files.writeString(
          context.resolve("Dockerfile"),
          "FROM " + base + "\nCOPY site/ /" + SITE + "/\nRUN ldconfig\n");
      TestBed.docker("build", "--platform", "linux/arm64", "-t", TAG, context.toString())
          .succeeds();
    }
    return TAG;
  }

  private static List<Path> wheels() throws IOException {
    String state = TestBed.variable("JBUILD_TESTBED_STATE");
    Path folder = Files.createDirectories(Path.of(state, "cuda-wheels"));
    CommandResult.of(
            List.of(
                "env",
                "PYTHONPATH=" + state + "/tools/usr/lib/python3/dist-packages",
                "python3",
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--require-hashes",
                "--only-binary=:all:",
                "--platform",
                "manylinux2014_aarch64",
                "--python-version",
                "3.11",
                "--requirement",
                "src/test/resources/cuda-wheels.txt",
                "--dest",
                folder.toString()))
        .succeeds();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".whl")).sorted().toList();
    }
  }

  private static void unpack(Path wheel, Path into) throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        Path file = into.resolve(entry.getName());
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }
}
