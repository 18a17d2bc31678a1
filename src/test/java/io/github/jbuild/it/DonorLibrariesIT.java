package io.github.jbuild.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.it.ImageLayers.LayerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the bytes of a donor's library are in an image, beside the usual recipe. */
final class DonorLibrariesIT {

  private static final String LIBRARY =
      "(usr/lib/aarch64-linux-gnu|usr/local/cuda.*)/lib(cudnn|cupti|nvToolsExt).*\\.so.*";

  @TempDir Path folder;

  @Test
  void stores_each_library_once() {
    Map<String, Integer> copies = copies(Images.of("cuda-base"));
    assertThat(copies).hasSize(10).allSatisfy((hash, number) -> assertThat(number).isEqualTo(1));
  }

  @Test
  void copies_nothing_that_the_base_has() {
    String image = "jbuild-it:nvtx";
    List<String> more = new ArrayList<>(List.of("--set", "libraries.nvtx={from: donor}"));
    // The libraries alone: the rest of the image takes minutes and has none of them.
    for (String part :
        List.of("apt", "sources", "python.wheels", "python.packages", "app", "expect")) {
      more.addAll(List.of("--set", part + "=null"));
    }
    TestBed.build("cuda-base", image, more.toArray(String[]::new)).succeeds();
    assertThat(copies(image))
        .hasSize(10)
        .allSatisfy((hash, number) -> assertThat(number).isEqualTo(1));
  }

  @Test
  void the_usual_recipe_stores_each_library_three_times() throws IOException {
    String donor = TestBed.plan("cuda-base").profile().donor().orElseThrow().toString();
    String base = TestBed.plan("cuda-base").profile().base().image().toString();
    Files.writeString(
        folder.resolve("Dockerfile"),
        """
        FROM %s AS donor
        FROM %s
        COPY --from=donor /usr/lib/aarch64-linux-gnu/libcudnn*.so* /usr/local/cuda/lib64/
        """
            .formatted(donor, base));
    TestBed.docker(
            "build", "--platform", "linux/arm64", "-t", "jbuild-it:recipe", folder.toString())
        .succeeds();
    Map<String, Integer> cudnn = copies("jbuild-it:recipe");
    assertThat(cudnn.values().stream().filter(number -> number == 3)).hasSize(8);
  }

  @Test
  void programs_linked_against_the_libraries_load() throws IOException {
    Path program = folder.resolve("linked");
    CommandResult compiled =
        CommandResult.of(
            List.of(
                "sh",
                "-c",
                "echo 'int main(void){return 0;}' | aarch64-linux-gnu-gcc -x c - -o \"$0\" -Wl,--no-as-needed"
                    + " -L\"$1\" -l:libcudnn.so.9 -l:libcupti.so.12 -l:libnvToolsExt.so.1"
                    + " -Wl,--unresolved-symbols=ignore-in-shared-libs",
                program.toString(),
                libraries().toString()));
    compiled.succeeds();
    TestBed.docker(
            "run",
            "--rm",
            "--platform",
            "linux/arm64",
            "--entrypoint",
            "/linked",
            "-v",
            program + ":/linked:ro",
            Images.of("cuda-base"))
        .succeeds();
    CommandResult withoutThem =
        TestBed.docker(
            "run",
            "--rm",
            "--platform",
            "linux/arm64",
            "--entrypoint",
            "/linked",
            "-v",
            program + ":/linked:ro",
            TestBed.plan("cuda-base").profile().base().image().toString());
    assertThat(withoutThem.code()).isNotZero();
    assertThat(withoutThem.err()).contains("libcudnn.so.9");
  }

  /** The libraries of the image, to link against. */
  private Path libraries() throws IOException {
    Path out = Files.createDirectories(folder.resolve("lib"));
    TestBed.docker(
            "run",
            "--rm",
            "--platform",
            "linux/arm64",
            "--entrypoint",
            "/bin/sh",
            "-v",
            out + ":/lib-out",
            Images.of("cuda-base"),
            "-ec",
            "for lib in libcudnn.so.9 libcupti.so.12 libnvToolsExt.so.1; do"
                + " cp -L \"$(ldconfig -p | sed -n \"s|.*$lib .*=> ||p\" | head -n 1)\" /lib-out/$lib; done")
        .succeeds();
    return out;
  }

  private Map<String, Integer> copies(String image) {
    return ImageLayers.files(image, folder).stream()
        .filter(file -> file.path().matches(LIBRARY))
        .collect(Collectors.groupingBy(LayerFile::sha256, Collectors.summingInt(file -> 1)));
  }
}
