package io.github.jbuild.image.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jbuild.image.FileTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of an image against the RECORDs of its distributions. */
class RecordCheckTest {

  private static final String SITE = "/usr/local/lib/python3.10/dist-packages";

  @Test
  void an_intact_distribution_has_no_differences() {
    RecordCheck.Result result = check(torch(), "torch");

    assertThat(result.differences()).isEmpty();
    assertThat(result.rows()).isEqualTo(6);
    assertThat(result.hashed()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8})
  void one_changed_byte_is_one_difference(int index) {
    byte[] changed = "import os".getBytes(StandardCharsets.UTF_8);
    changed[index] ^= 1;

    assertThat(differences(torch().file(SITE + "/torch/__init__.py", changed)))
        .containsExactly(SITE + "/torch/__init__.py has different content");
  }

  @Test
  void tells_missing_resized_and_unrecorded_files() {
    ImageFiles files =
        torch()
            .without("/usr/local/bin/torchrun")
            .file(SITE + "/torch/lib/a.py", "longer than before")
            .file(SITE + "/torch/extra.py", "")
            .file(SITE + "/torch/new/deep/er.so", "")
            .file(SITE + "/torch/new/__pycache__/x.txt", "")
            .file(SITE + "/torch/lib/a.pyc", "")
            .file(SITE + "/other/file.py", "");

    assertThat(differences(files))
        .containsExactly(
            "/usr/local/bin/torchrun is missing",
            SITE + "/torch/lib/a.py has a different size",
            SITE + "/torch/extra.py is not listed in any RECORD",
            SITE + "/torch/new/deep/er.so is not listed in any RECORD");
  }

  @Test
  void byte_code_without_a_hash_may_be_left_out() {
    ImageFiles files =
        new ImageFiles()
            .file(SITE + "/six-1.0.dist-info/METADATA", ImageFiles.header("six", "1.0"))
            .file(
                SITE + "/six-1.0.dist-info/RECORD",
                "__pycache__/six.cpython-310.pyc,,\nsix.py,,\n");

    assertThat(check(files, "six").differences()).hasToString("[" + SITE + "/six.py is missing]");
  }

  @Test
  void a_link_to_the_recorded_bytes_is_the_file() {
    ImageFiles files =
        torch()
            .without(SITE + "/torch/__init__.py")
            .link(SITE + "/torch/__init__.py", "/srv/init.py")
            .file("/srv/init.py", "import os");

    assertThat(differences(files)).isEmpty();
  }

  @Test
  void a_shared_namespace_is_checked_once_and_each_part_by_its_own() {
    ImageFiles files =
        new ImageFiles()
            .wheel(
                SITE, "nvidia-cublas", "1", "", "nvidia/__init__.py", "", "nvidia/cublas/a.so", "a")
            .wheel(
                SITE, "nvidia-cudnn", "1", "", "nvidia/__init__.py", "", "nvidia/cudnn/b.so", "b")
            .file(SITE + "/nvidia/x.so", "")
            .file(SITE + "/nvidia/cudnn/y.so", "");

    assertThat(check(files, "nvidia-cublas").differences())
        .hasToString("[" + SITE + "/nvidia/x.so is not listed in any RECORD]");
    assertThat(check(files, "nvidia-cudnn").differences())
        .hasToString("[" + SITE + "/nvidia/cudnn/y.so is not listed in any RECORD]");
  }

  private static ImageFiles torch() {
    return new ImageFiles()
        .wheel(
            SITE,
            "torch",
            "2.8.0",
            "",
            "torch/__init__.py",
            "import os",
            "torch/lib/a.py",
            "a",
            "../../../bin/torchrun",
            "#!/usr/bin/python3");
  }

  private static List<String> differences(ImageFiles files) {
    return check(files, "torch").differences().stream().map(RecordDifference::toString).toList();
  }

  private static RecordCheck.Result check(ImageFiles files, String name) {
    FileTree tree = files.file("/usr/bin/python3.10", "elf").tree();
    PythonEnvironment environment = PythonEnvironments.in(tree, Map.of()).get(0);
    return new RecordCheck(tree, environment.all()).check(environment.find(name).orElseThrow());
  }
}
