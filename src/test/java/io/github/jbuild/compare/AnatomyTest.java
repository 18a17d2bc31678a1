package io.github.jbuild.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.jbuild.compare.PackageBytes.Kind;
import io.github.jbuild.image.FileEntry;
import io.github.jbuild.testing.ImageFixture;
import io.github.jbuild.testing.PackageKeeper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnatomyTest {

  private static final String SITE = "/usr/local/lib/python3.10/dist-packages";
  private static final String LIB = "/usr/lib/aarch64-linux-gnu";

  @Test
  void layers_have_their_steps_and_what_docker_counts() {
    Anatomy image =
        of(
            ImageFixture.image()
                .layer("/bin/sh -c #(nop) ADD rootfs in /", l -> l.file("/a", bytes(10, 'a')))
                .instruction("/bin/sh -c #(nop)  CMD [\"sh\"]")
                .layer(
                    "RUN /bin/sh -c make # buildkit",
                    l -> l.file("/b", bytes(5, 'b')).hardLink("/c", "/b").symlink("/d", "b")));

    assertThat(image.layers())
        .extracting(LayerBytes::number, LayerBytes::bytes, LayerBytes::files, LayerBytes::step)
        .containsExactly(tuple(1, 10L, 1, "ADD rootfs in /"), tuple(2, 5L, 1, "RUN make"));
    assertThat(image.bytes()).isEqualTo(15);
    assertThat(image.visibleBytes()).isEqualTo(15);
    assertThat(image.files()).isEqualTo(2);
  }

  @Test
  void each_file_belongs_to_what_knows_most_about_it() {
    Anatomy image =
        of(
            ImageFixture.image()
                .layer(
                    l ->
                        l.program("/usr/bin/python3.10", "elf")
                            .file(SITE + "/torch/__init__.py", bytes(100, 't'))
                            .file(SITE + "/torch/lib/libcudart.so.12", bytes(40, 'c'))
                            .file("/usr/local/bin/torchrun", bytes(7, 'r'))
                            .file(
                                SITE + "/torch/__pycache__/__init__.cpython-310.pyc", bytes(9, 'p'))
                            .file(
                                SITE + "/torch-2.8.0.dist-info/METADATA",
                                metadata("torch", "2.8.0"))
                            .file(
                                SITE + "/torch-2.8.0.dist-info/RECORD",
                                """
                                        torch/__init__.py,,
                                        torch/lib/libcudart.so.12,,
                                        ../../../bin/torchrun,,
                                        """)));

    assertThat(image.packages())
        .filteredOn(each -> each.kind() == Kind.PYTHON)
        .extracting(PackageBytes::name, PackageBytes::version, PackageBytes::bytes)
        .containsExactly(tuple("torch", "2.8.0", 156L));
  }

  @Test
  void libraries_that_were_copied_belong_to_their_family_and_others_to_dpkg_or_nobody() {
    Anatomy image =
        of(
            ImageFixture.image()
                .layer(
                    l ->
                        l.file(
                                "/var/lib/dpkg/status",
                                """
                                        Package: libnvinfer10
                                        Architecture: arm64
                                        Version: 10.3.0-1

                                        Package: nothing
                                        Version: 1
                                        """)
                            .file(
                                "/var/lib/dpkg/info/libnvinfer10:arm64.list",
                                LIB + "/libnvinfer.so.10.3.0\n")
                            .file(LIB + "/libnvinfer.so.10.3.0", bytes(300, 'i'))
                            .file(LIB + "/libcudnn.so.9.3.0", bytes(200, 'd'))
                            .file(LIB + "/libcudnn_ops.so.9.3.0", bytes(220, 'o'))
                            .file("/usr/local/cuda-12.6/include/cuda.h", bytes(50, 'h'))
                            .file("/app/model.bin", bytes(1000, 'm'))));

    assertThat(image.packages())
        .extracting(
            PackageBytes::kind, PackageBytes::name, PackageBytes::version, PackageBytes::bytes)
        .contains(
            tuple(Kind.CUDA, "cuDNN", "9.3.0", 420L),
            tuple(Kind.DEBIAN, "libnvinfer10", "10.3.0-1", 300L),
            tuple(Kind.CUDA, "other files of CUDA", "", 50L),
            tuple(Kind.DEBIAN, "nothing", "1", 0L));
    assertThat(image.packages().get(0).kind()).isEqualTo(Kind.NONE);
    assertThat(image.packages().stream().mapToLong(PackageBytes::bytes).sum())
        .isEqualTo(image.visibleBytes());
  }

  @Test
  void a_library_stored_three_times_wastes_two_copies() {
    Anatomy image =
        of(
            ImageFixture.image()
                .layer(
                    l ->
                        l.file(LIB + "/libcudnn.so.9.3.0", bytes(100, 'd'))
                            .file(LIB + "/libcudnn.so.9", bytes(100, 'd'))
                            .hardLink(LIB + "/hard", LIB + "/libcudnn.so.9")
                            .file("/other", bytes(100, 'x'))
                            .file("/empty", "")
                            .file("/empty too", ""))
                .layer(l -> l.file("/opt/libcudnn.so", bytes(100, 'd'))));

    assertThat(image.duplicates()).hasSize(1);
    assertThat(image.duplicateBytes()).isEqualTo(200);
    assertThat(image.duplicates().get(0).files())
        .extracting(FileEntry::path)
        .containsExactly(LIB + "/libcudnn.so.9", LIB + "/libcudnn.so.9.3.0", "/opt/libcudnn.so");
  }

  @Test
  void a_file_that_is_added_and_deleted_again_is_hidden_but_takes_its_bytes() {
    Anatomy image =
        of(
            ImageFixture.image()
                .layer(
                    l -> l.file("/tmp/wheel.whl", bytes(500, 'w')).file("/etc/conf", bytes(3, 'a')))
                .layer(l -> l.whiteout("/tmp/wheel.whl").file("/etc/conf", bytes(4, 'b')))
                .layer(l -> l.file("/var/cache/x", bytes(20, 'c')))
                .layer(l -> l.opaque("/var/cache")));

    assertThat(image.bytes()).isEqualTo(527);
    assertThat(image.visibleBytes()).isEqualTo(4);
    assertThat(image.hiddenBytes()).isEqualTo(523);
    assertThat(image.hidden())
        .extracting(each -> each.file().path(), HiddenFile::replaced, each -> each.file().layer())
        .containsExactly(
            tuple("/tmp/wheel.whl", false, 0),
            tuple("/var/cache/x", false, 2),
            tuple("/etc/conf", true, 0));
  }

  @Test
  void bytes_that_another_name_still_shows_are_not_hidden() {
    Anatomy image =
        of(
            ImageFixture.image()
                .layer(l -> l.file("/a", bytes(30, 'a')).hardLink("/b", "/a"))
                .layer(l -> l.whiteout("/a")));

    assertThat(image.hidden()).isEmpty();
    assertThat(image.visibleBytes()).isEqualTo(30);
    assertThat(image.folders().rows(5)).containsExactly(new FolderBytes("/", false, 30, 1));
  }

  private static Anatomy of(ImageFixture fixture) {
    return Anatomy.of("image", PackageKeeper.read(fixture));
  }

  private static String metadata(String name, String version) {
    return "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n";
  }

  private static byte[] bytes(int count, char fill) {
    return String.valueOf(fill).repeat(count).getBytes(StandardCharsets.US_ASCII);
  }
}
