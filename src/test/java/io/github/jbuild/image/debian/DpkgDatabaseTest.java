package io.github.jbuild.image.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.jbuild.image.FileTree;
import io.github.jbuild.image.Inspector;
import io.github.jbuild.image.KeptBytes;
import io.github.jbuild.testing.ImageFixture;
import io.github.jbuild.testing.ImageFixture.LayerFixture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DpkgDatabaseTest {

  private static final Inspector KEEP =
      (path, size, bytes) ->
          KeptPaths.keeps(path, size) ? new KeptBytes(bytes.readAllBytes()) : null;

  private static final String STATUS =
      """
      Package: libcudnn9-cuda-12
      Status: install ok installed
      Installed-Size: 1000
      Architecture: arm64
      Source: cudnn (9.3.0.75-1)
      Version: 9.3.0.75-1
      Description: cuDNN
       Version: not a field
       .
       more

      Package: gone
      Status: deinstall ok config-files
      Architecture: arm64
      Version: 1

      Package: libc6
      Status: install ok installed
      Architecture: arm64
      Version: 1:2.35-0ubuntu3
      """;

  @Test
  void reads_what_is_installed_and_not_what_has_left_its_configuration() {
    DpkgDatabase database = database(l -> l.file("/var/lib/dpkg/status", STATUS));

    assertThat(database.packages())
        .extracting(
            DpkgPackage::name,
            DpkgPackage::architecture,
            DpkgPackage::version,
            DpkgPackage::upstreamVersion,
            DpkgPackage::source,
            DpkgPackage::installedBytes)
        .containsExactly(
            tuple("libc6", "arm64", "1:2.35-0ubuntu3", "2.35", "libc6", 0L),
            tuple("libcudnn9-cuda-12", "arm64", "9.3.0.75-1", "9.3.0.75", "cudnn", 1_024_000L));
  }

  @Test
  void a_list_that_says_lib_means_usr_lib_where_lib_is_a_link() {
    DpkgDatabase database =
        database(
            l ->
                l.file("/var/lib/dpkg/status", STATUS)
                    .file(
                        "/var/lib/dpkg/info/libc6:arm64.list",
                        """
                                /.
                                /lib
                                /lib/aarch64-linux-gnu
                                /lib/aarch64-linux-gnu/libc.so.6
                                /usr/share/doc/libc6/copyright
                                """)
                    .symlink("/lib", "usr/lib")
                    .file("/usr/lib/aarch64-linux-gnu/libc.so.6", "c"));

    assertThat(database.owner("/usr/lib/aarch64-linux-gnu/libc.so.6"))
        .map(DpkgPackage::name)
        .contains("libc6");
    assertThat(database.packages().get(0).files())
        .as("links to folders, but no folders, and not what is not there")
        .containsExactly("/lib", "/usr/lib/aarch64-linux-gnu/libc.so.6");
  }

  @Test
  void reads_the_parts_that_images_without_dpkg_have() {
    DpkgDatabase database =
        database(
            l ->
                l.file("/var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12\n")
                    .file("/var/lib/dpkg/status.d/base.md5sums", "Package: none\n"));

    assertThat(database.packages())
        .extracting(DpkgPackage::toString)
        .containsExactly("base-files 12");
  }

  @Test
  void a_removed_package_takes_its_entry_along() {
    FileTree files =
        ImageFixture.image()
            .layer(l -> l.file("/var/lib/dpkg/status", STATUS))
            .layer(l -> l.file("/var/lib/dpkg/status", "Package: one\nVersion: 1\n"))
            .read(KEEP)
            .files();

    assertThat(DpkgDatabase.in(files).packages())
        .extracting(DpkgPackage::name)
        .containsExactly("one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n\n",
        ":",
        "Version: 1",
        "no colon\n continued\n: nothing\n",
        "\u0000\u0001\n",
        "Status: installed"
      })
  void malformed_databases_have_no_packages(String status) {
    assertThat(database(l -> l.file("/var/lib/dpkg/status", status)).packages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "much", "", "99999999999999999999"})
  void malformed_sizes_count_as_unknown(String size) {
    DpkgDatabase database =
        database(l -> l.file("/var/lib/dpkg/status", "Package: x\nInstalled-Size: " + size + "\n"));

    assertThat(database.packages().get(0).installedBytes()).isZero();
  }

  @Test
  void keeps_the_database_and_nothing_else() {
    assertThat(KeptPaths.keeps("/var/lib/dpkg/status", 1)).isTrue();
    assertThat(KeptPaths.keeps("/var/lib/dpkg/info/libc6:arm64.list", 1)).isTrue();
    assertThat(KeptPaths.keeps("/var/lib/dpkg/status", KeptPaths.MAX_BYTES + 1)).isFalse();
    assertThat(KeptPaths.keeps("/var/lib/dpkg/status-old", 1)).isFalse();
    assertThat(KeptPaths.keeps("/var/lib/dpkg/info/libc6:arm64.md5sums", 1)).isFalse();
    assertThat(KeptPaths.keeps("/opt/var/lib/dpkg/status", 1)).isFalse();
  }

  private static DpkgDatabase database(UnaryOperator<LayerFixture> layer) {
    return DpkgDatabase.in(ImageFixture.image().layer(layer).read(KEEP).files());
  }
}
