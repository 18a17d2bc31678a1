package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.image.FileEntry;
import io.github.jbuild.image.Image;
import io.github.jbuild.image.elf.ElfFile;
import io.github.jbuild.image.elf.HostLibraries;
import io.github.jbuild.image.elf.Loader;
import io.github.jbuild.image.elf.LoaderEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which libraries a file gets: what we read from the image, and what ldd says on arm64 in it. */
final class LoaderIT {

  @TempDir Path folder;

  @Test
  void agrees_with_ldd_on_every_elf_file_of_cuda_base() throws IOException {
    assertThat(differences(Images.of("cuda-base"), 800)).isEmpty();
  }

  @Test
  void agrees_with_ldd_on_real_cuda_libraries() throws IOException {
    assertThat(differences(CudaWheels.image(folder), 250)).isEmpty();
  }

  /** Paths with what differs; at least so many files are compared. */
  private Map<String, List<String>> differences(String tag, int atLeast) throws IOException {
    Image image = ReadImages.read(tag, folder);
    Loader loader =
        Loader.of(image.files(), LoaderEnvironment.of(image.config(), HostLibraries.of(List.of())));
    List<FileEntry> elfFiles = elfFiles(image);
    assertThat(elfFiles).hasSizeGreaterThan(atLeast);
    Map<String, List<String>> said = ldd(tag, elfFiles);
    Map<String, List<String>> differences = new TreeMap<>();
    for (FileEntry file : elfFiles) {
      List<String> lines = said.getOrDefault(file.path(), List.of("ldd says nothing"));
      List<String> found = LoaderVerdicts.differences(lines, loader.closure(file));
      if (!found.isEmpty()) {
        differences.put(file.path(), found);
      }
    }
    return differences;
  }

  private static List<FileEntry> elfFiles(Image image) {
    List<FileEntry> files = new ArrayList<>();
    image
        .files()
        .forEach(
            file -> {
              if (file.isFile()
                  && file.content().flatMap(content -> content.seen(ElfFile.class)).isPresent()) {
                files.add(file);
              }
            });
    return files;
  }

  /** Runs ldd on all files in one container; it prints "file:" before what it says of each. */
  private Map<String, List<String>> ldd(String tag, List<FileEntry> files) throws IOException {
    Path list = folder.resolve("list");
    Files.write(list, files.stream().map(FileEntry::path).toList());
    String out =
        TestBed.docker(
                "run",
                "--rm",
                "--platform",
                "linux/arm64",
                "--entrypoint",
                "/bin/sh",
                "-v",
                list + ":/list:ro",
                tag,
                "-c",
                "split -n l/2 /list /tmp/part.; for part in /tmp/part.*; do"
                    + " (xargs ldd <$part >$part.out 2>&1) & done; wait; cat /tmp/part.*.out")
            .succeeds()
            .out();
    Map<String, List<String>> said = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line : out.split("\n", -1)) {
      if (line.startsWith("/") && line.endsWith(":")) {
        lines = new ArrayList<>();
        said.put(line.substring(0, line.length() - 1), lines);
      } else if (!line.isBlank()) {
        lines.add(line);
      }
    }
    return said;
  }
}
