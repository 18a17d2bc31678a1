package io.github.jbuild.image.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files of an image are kept whole. */
class KeptPathsTest {

  @ParameterizedTest
  @CsvSource({
    "/s/torch-2.8.0.dist-info/METADATA,2",
    "/s/torch-2.8.0.dist-info/RECORD,32",
    "/s/torch-2.8.0.dist-info/direct_url.json,2",
    "/s/torch-2.8.0.dist-info/entry_points.txt,2",
    "/s/torch-2.8.0.dist-info/top_level.txt,2",
    "/s/torch-2.8.0.dist-info/INSTALLER,2",
    "/s/torch-2.8.0.dist-info/WHEEL,2",
    "/s/six.egg-info/PKG-INFO,2",
    "/s/six.egg-info/requires.txt,2",
    "/s/six-1.egg/EGG-INFO/top_level.txt,2",
    "/s/six-1.16.0.egg-info,2",
    "/usr/lib/python3/dist-packages/a.pth,2",
    "/opt/venv/lib/python3.10/site-packages/a.pth,2",
    "/opt/venv/pyvenv.cfg,2",
    "/s/torch/version.py,2",
    "/s/torchvision/version.py,2",
    "/s/numpy/version.py,2",
    "/var/lib/dpkg/status,32"
  })
  void keeps_metadata_up_to_a_size(String path, int megabytes) {
    long limit = megabytes * 1024L * 1024;

    assertThat(KeptPaths.keeps(path, limit)).isTrue();
    assertThat(KeptPaths.keeps(path, limit + 1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/models/resnet.pth",
    "/s/torch/METADATA",
    "/s/docs/RECORD",
    "/s/scipy/version.py",
    "/s/mytorch/version.py",
    "/s/torch/__init__.py",
    "/METADATA",
    "/srv/status"
  })
  void keeps_nothing_else(String path) {
    assertThat(KeptPaths.limit(path)).isEqualTo(-1);
  }

  @Test
  void keeps_an_empty_file_only_if_it_is_metadata() {
    assertThat(KeptPaths.keeps("/s/a.dist-info/METADATA", 0)).isTrue();
    assertThat(KeptPaths.keeps("/s/a/METADATA", 0)).isFalse();
  }
}
