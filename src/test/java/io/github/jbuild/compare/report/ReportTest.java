package io.github.jbuild.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jbuild.compare.Anatomy;
import io.github.jbuild.compare.Budget;
import io.github.jbuild.compare.Comparison;
import io.github.jbuild.compare.Growth;
import io.github.jbuild.compare.Subject;
import io.github.jbuild.testing.GoldenFile;
import io.github.jbuild.testing.ImageFixture;
import io.github.jbuild.testing.ImageFixture.LayerFixture;
import io.github.jbuild.testing.PackageKeeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

  private static final String LIB = "/usr/lib/aarch64-linux-gnu";
  private static final String CUDA = "/usr/local/cuda-12.6/targets/aarch64-linux/lib";
  private static final String SITE = "/usr/local/lib/python3.10/dist-packages";

  /** Clears the screen, breaks the row, is bold and a link, and turns the direction of text. */
  private static final String HOSTILE = "/opt/\u001b[2J\n|a|b| **x** <img> `[l](u) \u202eexe";

  @Test
  void the_table_begins_with_the_sizes_and_names_what_differs() throws IOException {
    golden("compare.txt").mustBe(compared(Report.TOP).text(100));
  }

  @Test
  void the_markdown_document_is_made_of_tables() throws IOException {
    golden("compare.md").mustBe(compared(Report.TOP).markdown());
  }

  @Test
  void the_json_document_keeps_its_names() throws IOException {
    golden("compare.json").mustBe(compared(Report.TOP).json());
  }

  @Test
  void one_image_is_shown_the_same_way() throws IOException {
    Anatomy image = Anatomy.of("jetpack", PackageKeeper.read(jetpack()));
    Report report = Report.of(image, new Budget(100_000L, null).check(image), Report.TOP);

    golden("inspect.txt").mustBe(report.text(100));
    golden("inspect.md").mustBe(report.markdown());
    golden("inspect.json").mustBe(report.json());
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100})
  void lines_keep_to_the_width_where_cells_can_be_cut(int width) {
    assertThat(compared(Report.ALL).text(width).lines().filter(line -> !isNote(line)))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
  }

  @Test
  void nothing_that_an_image_says_controls_a_terminal() {
    assertThat(compared(Report.ALL).text(300))
        .contains("\\x1b[2J\\x0a|a|b|")
        .contains("\\u202eexe")
        .doesNotContain("\u001b")
        .doesNotContain("\u202e");
  }

  @Test
  void nothing_that_an_image_says_is_markup() {
    String markdown = compared(Report.ALL).markdown();

    assertThat(markdown)
        .contains("/opt/\\\\x1b\\[2J\\\\x0a\\|a\\|b\\| \\*\\*x\\*\\* \\<img\\> \\`\\[l\\](u)")
        .doesNotContain("\u001b");
    assertThat(markdown.lines().filter(line -> line.contains("x1b")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("| ").endsWith(" |"));
  }

  @Test
  void json_has_names_as_they_are() throws IOException {
    JsonNode document = new ObjectMapper().readTree(compared(Report.ALL).json());

    assertThat(document.at("/differences/0/removed/rows").findValuesAsText("path"))
        .contains(HOSTILE);
    assertThat(document.at("/images/2/built").asBoolean(true)).isFalse();
    assertThat(document.at("/images/2/bytes").isNull()).isTrue();
  }

  @Test
  void short_sections_say_what_they_leave_out() {
    ImageFixture many =
        ImageFixture.image()
            .layer(
                l -> {
                  LayerFixture layer = l;
                  for (int i = 0; i < 25; i++) {
                    layer = layer.file("/many/f" + i, "x".repeat(100 + i));
                  }
                  return layer;
                });
    Comparison comparison =
        Comparison.of(
            List.of(
                Subject.built("a", PackageKeeper.read(ImageFixture.image())),
                Subject.built("b", PackageKeeper.read(many))));

    assertThat(Report.of(comparison, List.of(), Report.TOP).text(100))
        .contains("and 15 more: 1.6 kB")
        .contains("25 in all, together +2.8 kB");
    assertThat(Report.of(comparison, List.of(), Report.ALL).text(100)).doesNotContain(" more: ");
  }

  private static boolean isNote(String line) {
    return !line.startsWith("  ") || line.contains(" budget") || line.contains("(uncompressed)");
  }

  private static Report compared(int limit) {
    Comparison comparison =
        Comparison.of(
            List.of(
                Subject.built("jetpack", PackageKeeper.read(jetpack())),
                Subject.built("cuda-base", PackageKeeper.read(cudaBase())),
                Subject.notBuilt("cuda-min", "no image jbuild/cuda-min:latest")));
    return Report.of(
        comparison, new Budget(7_000_000L, Growth.parse("-50%")).check(comparison), limit);
  }

  private static ImageFixture jetpack() {
    return ImageFixture.image()
        .layer(
            "/bin/sh -c #(nop) ADD file:" + "0123456789abcdef".repeat(4) + " in / ",
            l ->
                l.file("/etc/os-release", "PRETTY_NAME=\"Ubuntu 22.04.5 LTS\"\n")
                    .file("/etc/nv_tegra_release", "# R36 (release), REVISION: 4.0, GCID: 1\n")
                    .program("/usr/bin/python3.10", "elf")
                    .file(
                        "/var/lib/dpkg/status",
                        """
                        Package: python3.10-minimal
                        Status: install ok installed
                        Architecture: arm64
                        Version: 3.10.12-1~22.04.6

                        Package: libcudnn9-cuda-12
                        Status: install ok installed
                        Architecture: arm64
                        Version: 9.3.0.75-1

                        Package: libnvinfer10
                        Status: install ok installed
                        Architecture: arm64
                        Version: 10.3.0.30-1+cuda12.5
                        """)
                    .file(
                        "/var/lib/dpkg/info/libcudnn9-cuda-12.list",
                        LIB + "/libcudnn.so.9\n" + LIB + "/libcudnn.so.9.3.0\n")
                    .file("/var/lib/dpkg/info/libnvinfer10.list", LIB + "/libnvinfer.so.10.3.0\n"))
        .layer(
            "RUN |1 L4T=r36.4.0 /bin/sh -c apt-get install -y cuda libcudnn9-cuda-12 # buildkit",
            l ->
                l.file(LIB + "/libcudnn.so.9.3.0", content('d', 900_000))
                    .symlink(LIB + "/libcudnn.so.9", "libcudnn.so.9.3.0")
                    .file(LIB + "/libnvinfer.so.10.3.0", content('i', 4_000_000))
                    .file(CUDA + "/libcudart.so.12.6.68", content('c', 700_000))
                    .file(CUDA + "/libcublas.so.12.6.1.4", content('b', 6_000_000))
                    .file("/tmp/torch.whl", content('w', 2_500_000)))
        .layer(
            "RUN /bin/sh -c pip install torch # buildkit",
            l -> torch(l).whiteout("/tmp/torch.whl").file(HOSTILE, "hostile"))
        .env("PATH", "/usr/local/cuda/bin:/usr/bin")
        .config("Entrypoint", List.of("/opt/nvidia/nvidia_entrypoint.sh"))
        .config("Labels", Map.of("title", "a | b"));
  }

  private static ImageFixture cudaBase() {
    return ImageFixture.image()
        .layer(
            "ADD rootfs.tar / # buildkit",
            l ->
                l.file("/etc/os-release", "PRETTY_NAME=\"Ubuntu 22.04.5 LTS\"\n")
                    .program("/usr/bin/python3.10", "elf")
                    .file(CUDA + "/libcudart.so.12.6.68", content('c', 700_000)))
        .layer(
            "COPY /donor/ /usr/lib/aarch64-linux-gnu/ # buildkit",
            l ->
                l.file(LIB + "/libcudnn.so.9.3.0", content('d', 900_000))
                    .file(LIB + "/libcudnn.so.9", content('d', 900_000))
                    .file(LIB + "/libcudnn.so", content('d', 900_000))
                    .file(CUDA + "/libcublas.so.12.6.1.4", content('B', 5_000_000)))
        .layer("RUN /bin/sh -c pip install torch # buildkit", l -> torch(l))
        .env("PATH", "/usr/local/cuda/bin:/usr/bin")
        .config("Entrypoint", List.of("tini", "--"));
  }

  private static LayerFixture torch(LayerFixture layer) {
    String info = SITE + "/torch-2.8.0.dist-info";
    return layer
        .file(SITE + "/torch/lib/libtorch_cuda.so", content('t', 3_000_000))
        .file(SITE + "/torch/version.py", "cuda: Optional[str] = '12.6'\ndebug = False\n")
        .file(info + "/METADATA", "Metadata-Version: 2.1\nName: torch\nVersion: 2.8.0\n")
        .file(
            info + "/RECORD",
            """
                    torch/lib/libtorch_cuda.so,,
                    torch/version.py,,
                    torch-2.8.0.dist-info/METADATA,,
                    torch-2.8.0.dist-info/RECORD,,
                    """);
  }

  private static byte[] content(char fill, int size) {
    return String.valueOf(fill).repeat(size).getBytes(StandardCharsets.US_ASCII);
  }

  private static GoldenFile golden(String name) {
    return new GoldenFile(Path.of("src/test/resources/golden/compare", name));
  }
}
