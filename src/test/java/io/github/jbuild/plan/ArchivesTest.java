package io.github.jbuild.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArchivesTest {

  @ParameterizedTest
  @CsvSource({
    "a.tar.xz, curl, xz-utils",
    "a.txz, curl, xz-utils",
    "a.tar.bz2, curl, bzip2",
    "a.tar.zst, curl, zstd",
    "a.tar.gz, curl,",
    "a.tar.xz, xz-utils,",
    "a.tar.xz, build-essential,",
    "a.tar.bz2, dpkg-dev,",
    "a.tar.zst, build-essential, zstd"
  })
  void asks_for_what_unpacks_an_archive_and_is_not_there(
      String file, String installed, String missing) {
    URI url = URI.create("https://archives.example/" + file + "?version=1");
    assertThat(Archives.packages(url, List.of(installed)))
        .isEqualTo(missing == null ? List.of() : List.of(missing));
  }
}
