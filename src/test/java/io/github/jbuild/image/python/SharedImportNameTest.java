package io.github.jbuild.image.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Distributions that bring the same name to import. */
class SharedImportNameTest {

  private static final String SITE = "/usr/local/lib/python3.10/dist-packages";

  @Test
  void the_two_onnxruntimes_share_their_name() {
    assertThat(
            shared(
                new ImageFiles()
                    .wheel(SITE, "onnxruntime", "1.22.0", "", "onnxruntime/__init__.py", "a")
                    .wheel(SITE, "onnxruntime-gpu", "1.23.0", "", "onnxruntime/__init__.py", "b")))
        .containsExactly("onnxruntime: onnxruntime, onnxruntime-gpu");
  }

  @Test
  void the_two_opencvs_share_their_name_with_the_same_init() {
    assertThat(
            shared(
                new ImageFiles()
                    .wheel(SITE, "opencv-python", "4", "", "cv2/__init__.py", "", "cv2/cv2.so", "a")
                    .wheel(
                        SITE,
                        "opencv-python-headless",
                        "4",
                        "",
                        "cv2/__init__.py",
                        "",
                        "cv2/cv2.so",
                        "b")
                    .wheel(SITE, "six", "1", "", "six.py", "")))
        .containsExactly("cv2: opencv-python, opencv-python-headless");
  }

  @Test
  void a_namespace_with_the_same_init_is_shared_on_purpose() {
    assertThat(
            shared(
                new ImageFiles()
                    .wheel(SITE, "nvidia-a", "1", "", "nvidia/__init__.py", "", "nvidia/a/x.so", "")
                    .wheel(SITE, "nvidia-b", "1", "", "nvidia/__init__.py", "", "nvidia/b/x.so", "")
                    .wheel(SITE, "google-a", "1", "", "google/a/__init__.py", "")
                    .wheel(SITE, "google-b", "1", "", "google/b/__init__.py", "")))
        .isEmpty();
  }

  @Test
  void a_module_and_a_package_share_a_name() {
    assertThat(
            shared(
                new ImageFiles()
                    .wheel(SITE, "a", "1", "", "common.py", "")
                    .wheel(SITE, "b", "1", "", "common/__init__.py", "")))
        .containsExactly("common: a, b");
  }

  @Test
  void debians_package_shares_its_name_with_pips() {
    String debian = "/usr/lib/python3/dist-packages";
    assertThat(
            shared(
                new ImageFiles()
                    .wheel(SITE, "opencv-python", "4", "", "cv2/__init__.py", "")
                    .file(debian + "/opencv-4.5.egg-info/PKG-INFO", "Name: opencv\nVersion: 4.5\n")
                    .file(debian + "/opencv-4.5.egg-info/top_level.txt", "cv2\n")
                    .file(debian + "/cv2.cpython-310-aarch64-linux-gnu.so", "")))
        .containsExactly("cv2: opencv, opencv-python");
  }

  private static List<String> shared(ImageFiles files) {
    PythonEnvironment environment =
        PythonEnvironments.in(files.file("/usr/bin/python3.10", "elf").tree(), Map.of()).get(0);
    return SharedImportName.in(environment).stream()
        .map(
            shared ->
                shared.name()
                    + ": "
                    + String.join(
                        ", ", shared.distributions().stream().map(Distribution::name).toList()))
        .toList();
  }
}
