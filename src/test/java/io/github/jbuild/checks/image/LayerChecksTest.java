package io.github.jbuild.checks.image;

import static io.github.jbuild.testing.JetsonFixture.LIB;
import static io.github.jbuild.testing.JetsonFixture.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.CheckResult.Status;
import io.github.jbuild.checks.Finding;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.image.Image;
import io.github.jbuild.testing.JetsonFixture;
import io.github.jbuild.testing.JetsonProfile;
import io.github.jbuild.testing.WheelFixture;
import io.github.jbuild.verify.ImageVerifier;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers, sizes, and what should not be in them. */
final class LayerChecksTest {

  private static final byte[] LARGE = new byte[2_000_000];
  private static final byte[] HUGE = new byte[6_000_000];

  static {
    Arrays.fill(LARGE, (byte) 1);
  }

  private static JetsonFixture good() {
    return JetsonFixture.good().profile("max-size: 1MB", "max-size: 100MB");
  }

  private static JetsonFixture layers(int count) {
    JetsonFixture image = good();
    for (int i = 2; i < count; i++) {
      String path = "/opt/layer" + i;
      image.above("RUN touch " + path, layer -> layer.file(path, "x"));
    }
    return image;
  }

  @ParameterizedTest
  @CsvSource({"2,PASSED", "110,PASSED", "111,WARNED", "125,WARNED", "126,FAILED"})
  void layers_are_counted_against_the_engines_limit(int count, Status status) {
    assertThat(layers(count).check("layer-count").status()).isEqualTo(status);
  }

  @Test
  void too_many_layers_are_told_in_words() {
    assertThat(layers(126).check("layer-count").findings())
        .extracting(Finding::message)
        .containsExactly("126 layers, but 125 is Docker's limit");
  }

  @Test
  void a_larger_image_than_the_profile_allows_is_an_error() {
    CheckResult result = JetsonFixture.good().with("/opt/x", LARGE).check("size");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    Finding finding = result.findings().get(0);
    assertThat(finding.message())
        .isEqualTo("2.0 MB uncompressed in all layers, but at most 1.0 MB are allowed");
    assertThat(finding.place().orElseThrow()).hasToString("./vision.yaml:44:13");
  }

  @ParameterizedTest
  @CsvSource({
    "/var/lib/apt/lists/ports_dists_jammy_main_Packages,apt package lists",
    "/var/cache/apt/archives/tini_0.19.deb,Debian packages downloaded by apt",
    "/var/cache/apt/pkgcache.bin,apt caches",
    "/root/.cache/pip/http/a/b,caches of pip",
    "/home/app/.cache/uv/x,caches of uv",
    "/tmp/build.log,temporary files",
    "/wheels/torch-2.8.0-cp310-cp310-linux_aarch64.whl,wheels"
  })
  void leftovers_are_warned_of(String path, String what) {
    CheckResult result = good().with(path, "12345").check("leftovers");
    assertThat(result.status()).isEqualTo(Status.WARNED);
    assertThat(result.findings().get(0).message())
        .isEqualTo(what + " are left behind: 1 file, 5 B");
    assertThat(result.findings().get(0).pathOrNull()).isEqualTo(path);
    assertThat(result.evidence()).isEqualTo("left behind: " + what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/root/.cache/huggingface/hub/models--x/blobs/a",
        "/root/.cache/torch/hub/checkpoints/a.pth",
        "/usr/local/lib/python3.11/ensurepip/_bundled/pip-24.0-py3-none-any.whl"
      })
  void models_and_pythons_own_wheels_are_no_leftovers(String path) {
    assertThat(good().with(path, "x").check("leftovers").findings()).isEmpty();
  }

  @Test
  void empty_files_locks_and_wheels_of_a_distribution_are_no_leftovers() {
    JetsonFixture image =
        good()
            .with("/var/lib/apt/lists/lock", "1")
            .with("/tmp/empty", "")
            .with(WheelFixture.wheel("virtualenv", "20.0").file("virtualenv/embed/pip.whl", "x"));
    assertThat(image.check("leftovers").findings()).isEmpty();
  }

  @Test
  void a_library_that_is_stored_three_times_is_an_error() {
    CheckResult result =
        good()
            .with(LIB + "/libx.so.1.2.3", LARGE)
            .with(LIB + "/libx.so.1", LARGE)
            .with(LIB + "/libx.so", LARGE)
            .check("stored-once");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.findings()).hasSize(1);
    assertThat(result.findings().get(0).message())
        .startsWith("2.0 MB stored 3 times: ")
        .contains(LIB + "/libx.so.1.2.3 (layer 1)");
    assertThat(result.evidence()).isEqualTo("1 file, 4.0 MB wasted");
  }

  @Test
  void a_copy_in_a_lower_layer_counts() {
    CheckResult result =
        good()
            .below("COPY libx.so.1 /old/", layer -> layer.file("/old/libx.so.1", LARGE))
            .with(LIB + "/libx.so.1", LARGE)
            .above("RUN chown", layer -> layer.file(LIB + "/libx.so.1", LARGE).whiteout("/old"))
            .check("stored-once");
    assertThat(result.findings().get(0).message())
        .isEqualTo(
            "2.0 MB stored 3 times: /old/libx.so.1 (layer 1), "
                + LIB
                + "/libx.so.1 (layer 2), "
                + LIB
                + "/libx.so.1 (layer 4)");
  }

  @Test
  void hard_links_and_small_files_are_no_copies() {
    JetsonFixture image =
        good()
            .above(
                "RUN ln",
                layer -> layer.file("/opt/a.so", LARGE).hardLink("/opt/b.so", "/opt/a.so"))
            .with("/opt/c", new byte[999_999])
            .with("/opt/d", new byte[999_999]);
    assertThat(image.check("stored-once").findings()).isEmpty();
  }

  @Test
  void data_that_is_stored_twice_is_a_warning() {
    CheckResult result = good().with("/opt/a", LARGE).with("/srv/a", LARGE).check("stored-once");
    assertThat(result.status()).isEqualTo(Status.WARNED);
    assertThat(result.findings().get(0).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void what_two_published_wheels_bring_is_nobodys_copy() {
    JetsonFixture image =
        good()
            .with(WheelFixture.wheel("a", "1").file("a.libs/libgfortran-1.so.5", LARGE))
            .with(WheelFixture.wheel("b", "1").file("b.libs/libgfortran-1.so.5", LARGE));
    assertThat(image.check("stored-once").findings()).isEmpty();
    image.with("/opt/libgfortran.so.5", LARGE);
    assertThat(image.check("stored-once").findings()).hasSize(1);
  }

  @Test
  void only_the_largest_copies_are_shown() {
    JetsonFixture image = good();
    for (int i = 0; i < 12; i++) {
      byte[] content = new byte[1_000_000 + i];
      image.with("/opt/" + i, content).with("/srv/" + i, content);
    }
    CheckResult result = image.check("stored-once");
    assertThat(result.findings()).hasSize(11);
    assertThat(result.findings().get(10).message())
        .isEqualTo("2 more files are stored more than once");
  }

  @Test
  void a_file_that_is_added_and_deleted_again_is_warned_of() {
    CheckResult result =
        good()
            .below("COPY cuda.run /opt/", layer -> layer.file("/opt/cuda.run", HUGE))
            .above("RUN rm /opt/cuda.run", layer -> layer.whiteout("/opt/cuda.run"))
            .check("hidden-bytes");
    assertThat(result.status()).isEqualTo(Status.WARNED);
    assertThat(result.findings().get(0).message())
        .isEqualTo("layer 1 carries 6.0 MB that later layers delete, 6.0 MB of it /opt/cuda.run");
  }

  @Test
  void a_file_that_is_replaced_is_warned_of_and_a_small_one_only_counted() {
    JetsonFixture image =
        good()
            .below("COPY model", layer -> layer.file("/opt/model", HUGE))
            .above("COPY model", layer -> layer.file("/opt/model", "new"));
    assertThat(image.check("hidden-bytes").findings().get(0).message())
        .startsWith("layer 1 carries 6.0 MB that later layers replace");
    CheckResult small =
        good()
            .below("COPY a", layer -> layer.file("/opt/a", LARGE))
            .above("RUN rm", layer -> layer.opaque("/opt"))
            .check("hidden-bytes");
    assertThat(small.status()).isEqualTo(Status.PASSED);
    assertThat(small.evidence()).isEqualTo("2.0 MB deleted or replaced by later layers");
  }

  @Test
  void a_dangling_link_of_a_library_is_an_error() {
    CheckResult result = good().link(LIB + "/libx.so.1", "libx.so.1.2").check("library-links");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.findings().get(0).message())
        .isEqualTo("the symlink points to libx.so.1.2, which is not in the image");
    assertThat(result.findings().get(0).pathOrNull()).isEqualTo(LIB + "/libx.so.1");
  }

  @ParameterizedTest
  @CsvSource({
    LIB + "/libcuda.so.1,tegra/libcuda.so.1.1",
    LIB + "/libnvrm_gpu.so.1,nvidia/libnvrm_gpu.so",
    LIB + "/libcuda.so.1,libcuda.so.1.1",
    "/usr/share/man/man8/ld-linux.so.8.gz,ld.so.8.gz",
    LIB + "/libx.so,libx.so.1"
  })
  void links_to_the_hosts_libraries_and_other_links_may_dangle(String link, String target) {
    assertThat(good().link(link, target).check("library-links").findings()).isEmpty();
  }

  /**
   * Each check looks at a file once: with one that compares them with each other this never ends.
   */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void a_hundred_thousand_files_do_not_make_the_checks_slow() {
    JetsonFixture image = good();
    WheelFixture wheel = WheelFixture.wheel("many", "1");
    for (int i = 0; i < 20_000; i++) {
      wheel.file("many/m" + i % 100 + "/f" + i + ".py", "x = " + i + "\n");
    }
    image.with(wheel);
    image.above(
        "COPY data",
        layer -> {
          for (int i = 0; i < 80_000; i++) {
            layer.file("/srv/d" + i % 500 + "/token" + i, "t=ghp_" + i + "\n");
          }
          return layer;
        });
    Image read = image.read();
    assertThat(ImageVerifier.verify(read, JetsonProfile.none()).findings()).isEmpty();
    assertThat(read.files().get(SITE + "/many/m0/f0.py")).isPresent();
  }
}
