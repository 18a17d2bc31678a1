package io.github.jbuild.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.jbuild.compare.FileChange.Kind;
import io.github.jbuild.testing.ImageFixture;
import io.github.jbuild.testing.ImageFixture.LayerFixture;
import io.github.jbuild.testing.PackageKeeper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

  @Test
  void the_first_image_is_what_the_others_differ_from() {
    Comparison comparison =
        Comparison.of(
            List.of(
                subject("jetpack", l -> l.file("/f", "x".repeat(1420))),
                subject("cuda", l -> l.file("/f", "x".repeat(828))),
                Subject.notBuilt("min", "no image min:latest")));

    assertThat(comparison.images().get(0).growth()).isEmpty();
    Measured.SizeGrowth growth = comparison.images().get(1).growth().orElseThrow();
    assertThat(growth.bytes()).isEqualTo(-592);
    assertThat(growth.percent().orElseThrow()).isCloseTo(-41.7, within(0.01));
    assertThat(comparison.images().get(2).anatomy()).isEmpty();
    assertThat(comparison.images().get(2).growth()).isEmpty();
    assertThat(comparison.differences()).extracting(Difference::to).containsExactly("cuda");
  }

  @Test
  void without_the_reference_there_are_sizes_but_no_differences() {
    Comparison comparison =
        Comparison.of(
            List.of(
                Subject.notBuilt("jetpack", "no image"), subject("cuda", l -> l.file("/f", "x"))));

    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.images().get(1).anatomy().orElseThrow().bytes()).isEqualTo(1);
  }

  @Test
  void an_empty_reference_has_no_percent() {
    Comparison comparison =
        Comparison.of(
            List.of(subject("empty", l -> l.folder("/d")), subject("b", l -> l.file("/f", "x"))));

    assertThat(comparison.images().get(1).growth().orElseThrow().percent()).isEmpty();
  }

  @Test
  void nothing_cannot_be_compared() {
    assertThatThrownBy(() -> Comparison.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void files_are_added_removed_or_changed_and_else_the_same() {
    FileChanges files =
        difference(
                l ->
                    l.file("/same", "s")
                        .file("/gone", "12345")
                        .file("/new content", "old")
                        .file("/now a link", "f")
                        .symlink("/link", "one")
                        .symlink("/kept", "same")
                        .file("/now a folder", "ab")
                        .file("/hard", "s"),
                l ->
                    l.file("/same", "s")
                        .file("/fresh", "1234567")
                        .file("/new content", "newer")
                        .symlink("/now a link", "same")
                        .symlink("/link", "two")
                        .symlink("/kept", "same")
                        .file("/now a folder/f", "a")
                        .hardLink("/hard", "/same"))
            .files();

    assertThat(files.all())
        .extracting(FileChange::kind, FileChange::path, FileChange::growth)
        .containsExactly(
            tuple(Kind.ADDED, "/fresh", 7L),
            tuple(Kind.REMOVED, "/gone", -5L),
            tuple(Kind.CHANGED, "/new content", 2L),
            tuple(Kind.REMOVED, "/now a folder", -2L),
            tuple(Kind.ADDED, "/now a folder/f", 1L),
            tuple(Kind.CHANGED, "/now a link", -1L),
            tuple(Kind.CHANGED, "/link", 0L));
    assertThat(files.folders().rows(5))
        .containsExactly(
            new FolderBytes("/now a folder", false, 1, 1), new FolderBytes("/", true, 1, 6));
  }

  @Test
  void a_whiteout_removes_a_file_from_the_comparison() {
    Comparison comparison =
        Comparison.of(
            List.of(
                built("a", ImageFixture.image().layer(l -> l.file("/f", "x"))),
                built(
                    "b",
                    ImageFixture.image()
                        .layer(l -> l.file("/f", "x"))
                        .layer(l -> l.whiteout("/f")))));

    assertThat(comparison.differences().get(0).files().all())
        .extracting(FileChange::kind, FileChange::path)
        .containsExactly(tuple(Kind.REMOVED, "/f"));
  }

  @Test
  void byte_code_of_the_same_source_is_only_counted() {
    String cache = "/lib/__pycache__/";
    FileChanges files =
        difference(
                l ->
                    l.file("/lib/a.py", "a")
                        .file("/lib/b.py", "b")
                        .file(cache + "a.cpython-310.pyc", "time 1")
                        .file(cache + "b.cpython-310.pyc", "time 1")
                        .file(cache + "lost.cpython-310.pyc", "time 1"),
                l ->
                    l.file("/lib/a.py", "a")
                        .file("/lib/b.py", "B")
                        .file(cache + "a.cpython-310.pyc", "time 2")
                        .file(cache + "b.cpython-310.pyc", "time 2")
                        .file(cache + "lost.cpython-310.pyc", "time 2"))
            .files();

    assertThat(files.recompiled()).isEqualTo(1);
    assertThat(files.all())
        .extracting(FileChange::path)
        .containsExactly(cache + "b.cpython-310.pyc", cache + "lost.cpython-310.pyc", "/lib/b.py");
  }

  @Test
  void shared_layers_are_not_pulled() {
    byte[] base = new LayerFixture().file("/base", "x".repeat(5000)).bytes();
    byte[] torch = new LayerFixture().file("/torch", "t".repeat(9000)).bytes();
    Comparison comparison =
        Comparison.of(
            List.of(
                built(
                    "a",
                    ImageFixture.image()
                        .tar("FROM", base)
                        .layer(l -> l.file("/app", "1"))
                        .tar("COPY", torch)),
                built(
                    "b",
                    ImageFixture.image()
                        .tar("FROM", base)
                        .layer(l -> l.file("/app", "2"))
                        .tar("COPY", torch)
                        .layer(l -> l.file("/more", "m")))));

    Pull pull = comparison.differences().get(0).pull();
    List<LayerBytes> layers = comparison.images().get(1).anatomy().orElseThrow().layers();
    long app = layers.get(1).tarBytes();
    long more = layers.get(3).tarBytes();
    assertThat(pull)
        .isEqualTo(new Pull(4, 2, app + more, 1, app + layers.get(2).tarBytes() + more));
  }

  @Test
  void packages_that_come_go_and_change_are_told() {
    Difference difference =
        difference(
            l ->
                l.file(
                    "/var/lib/dpkg/status", "Package: a\nVersion: 1\n\nPackage: b\nVersion: 1\n"),
            l ->
                l.file(
                    "/var/lib/dpkg/status",
                    "Package: b\nVersion: 2\n\nPackage: c\nVersion: 1\n\nPackage: c\nVersion: 2\n"));

    assertThat(difference.packages())
        .extracting(PackageChange::name, PackageChange::before, PackageChange::after)
        .containsExactly(tuple("a", "1", "-"), tuple("b", "1", "2"), tuple("c", "-", "1, 2"));
  }

  @Test
  void versions_stand_side_by_side_with_their_status() {
    Comparison comparison =
        Comparison.of(
            List.of(
                subject(
                    "a",
                    l ->
                        l.file("/lib/libcudart.so.12.6.68", "c")
                            .file("/lib/libcudnn.so.9.3.0", "d")
                            .file("/lib/libnvinfer.so.10.3.0", "i")),
                subject(
                    "b",
                    l ->
                        l.file("/opt/libcudart.so.12.6.68", "c, built anew")
                            .file("/lib/libcudnn.so.8.9.7", "d8")
                            .file("/opt/libcudnn.so.9.3.0", "d"))));

    assertThat(comparison.software())
        .extracting(
            SoftwareRow::name, SoftwareRow::versions, SoftwareRow::status, SoftwareRow::onlyIn)
        .containsExactly(
            tuple(
                "CUDA",
                List.of(List.of("12.6.68"), List.of("12.6.68")),
                SoftwareRow.Status.SAME,
                List.of()),
            tuple(
                "cuDNN",
                List.of(List.of("9.3.0"), List.of("8.9.7", "9.3.0")),
                SoftwareRow.Status.DIFFERS,
                List.of()),
            tuple(
                "TensorRT",
                List.of(List.of("10.3.0"), List.of()),
                SoftwareRow.Status.ONLY_IN,
                List.of("a")));
  }

  @ParameterizedTest
  @CsvSource({
    "9,9.3.0,SAME_AS_FAR_AS_KNOWN",
    "9.3,9.3.0,SAME_AS_FAR_AS_KNOWN",
    "9.3.0,9.3.0,SAME",
    "9.3,9.30.1,DIFFERS",
    "9.1.0,9.3.0,DIFFERS"
  })
  void a_less_precise_version_is_no_difference(String a, String b, SoftwareRow.Status status) {
    Comparison comparison =
        Comparison.of(
            List.of(
                subject("a", l -> l.file("/lib/libcudnn.so." + a, "a")),
                subject("b", l -> l.file("/lib/libcudnn.so." + b, "b"))));

    assertThat(comparison.software().get(0).status()).isEqualTo(status);
  }

  @Test
  void an_image_that_is_not_built_does_not_make_software_or_settings_differ() {
    Comparison comparison =
        Comparison.of(
            List.of(
                subject("a", l -> l.file("/lib/libcudnn.so.9.3.0", "d")),
                Subject.notBuilt("b", "no image"),
                subject("c", l -> l.file("/lib/libcudnn.so.9.3.0", "d"))));

    assertThat(comparison.software().get(0).status()).isEqualTo(SoftwareRow.Status.SAME);
    assertThat(comparison.settings()).isEmpty();
  }

  @Test
  void only_settings_that_differ_are_shown() {
    Comparison comparison =
        Comparison.of(
            List.of(
                built(
                    "a",
                    ImageFixture.image()
                        .env("PATH", "/usr/bin")
                        .env("SAME", "1")
                        .config("Entrypoint", List.of("tini", "--"))
                        .config("Labels", Map.of("version", "1"))
                        .config("Healthcheck", Map.of("Test", List.of("CMD", "check")))),
                built(
                    "b",
                    ImageFixture.image()
                        .env("PATH", "/opt/bin")
                        .env("SAME", "1")
                        .env("EMPTY", "")
                        .config("Entrypoint", List.of("tini", "--"))
                        .config("User", "1000"))));

    assertThat(comparison.settings())
        .containsExactly(
            row("HEALTHCHECK", "CMD check", null),
            row("ENV PATH", "/usr/bin", "/opt/bin"),
            row("LABEL version", "1", null),
            row("USER", null, "1000"),
            row("ENV EMPTY", null, ""));
  }

  private static SettingRow row(String name, @Nullable String a, @Nullable String b) {
    return new SettingRow(name, Arrays.asList(a, b));
  }

  private static Difference difference(
      UnaryOperator<LayerFixture> before, UnaryOperator<LayerFixture> after) {
    return Comparison.of(List.of(subject("a", before), subject("b", after))).differences().get(0);
  }

  private static Subject subject(String name, UnaryOperator<LayerFixture> layer) {
    return built(name, ImageFixture.image().layer(layer));
  }

  private static Subject built(String name, ImageFixture fixture) {
    return Subject.built(name, PackageKeeper.read(fixture));
  }
}
