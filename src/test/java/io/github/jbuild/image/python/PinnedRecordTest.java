package io.github.jbuild.image.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.jbuild.core.Digest;
import io.github.jbuild.core.JbuildException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installed distribution against the wheel that was pinned. */
class PinnedRecordTest {

  private static final String SITE = "/usr/local/lib/python3.10/site-packages";
  private static final String INFO = "torch-2.8.0.dist-info/";
  private static final String METADATA = "Metadata-Version: 2.1\nName: torch\nVersion: 2.8.0\n\n";
  private static final String RECORD =
      ImageFiles.row("torch/__init__.py", "import os")
          + ImageFiles.row("torch-2.8.0.data/purelib/torchgen.py", "gen")
          + ImageFiles.row("torch-2.8.0.data/scripts/torch-tool", "#!python")
          + ImageFiles.row("torch-2.8.0.data/data/share/torch.txt", "share")
          + ImageFiles.row("torch-2.8.0.data/headers/torch.h", "header")
          + ImageFiles.row(INFO + "METADATA", METADATA)
          + INFO
          + "RECORD,,\n";

  @TempDir Path folder;

  @Test
  void the_wheel_as_pip_installs_it_has_no_differences() throws IOException {
    assertThat(compare(installed())).isEmpty();
  }

  @Test
  void the_installers_own_files_are_no_differences() throws IOException {
    ImageFiles files =
        installed(
            "../../../bin/torchrun",
            "#!/usr/bin/python3",
            "torch/__pycache__/__init__.cpython-310.pyc",
            "code",
            INFO + "REQUESTED",
            "",
            INFO + "direct_url.json",
            "{\"url\": \"file:///w/torch.whl\"}");

    assertThat(compare(files)).isEmpty();
  }

  @Test
  void another_byte_of_a_file_is_one_difference() throws IOException {
    assertThat(compare(installed("torch/__init__.py", "import oz")))
        .containsExactly("torch/__init__.py has different content");
  }

  @Test
  void an_added_file_is_one_difference() throws IOException {
    assertThat(compare(installed("torch/extra.py", "", INFO + "NOTES", "", "../../../lib/x", "")))
        .containsExactly(
            "../../../lib/x is not in the wheel",
            INFO + "NOTES is not in the wheel",
            "torch/extra.py is not in the wheel");
  }

  @Test
  void a_file_that_was_not_installed_is_one_difference() throws IOException {
    ImageFiles files = new ImageFiles().wheel(SITE, "torch", "2.8.0", "");

    assertThat(compare(files))
        .containsExactly(
            "torch/__init__.py is missing",
            "torch-2.8.0.data/purelib/torchgen.py is missing",
            "torch-2.8.0.data/scripts/torch-tool is missing",
            "torch-2.8.0.data/data/share/torch.txt is missing",
            "torch-2.8.0.data/headers/torch.h is missing");
  }

  @Test
  void a_wheel_with_another_hash_is_refused_before_it_is_opened() throws IOException {
    Path wheel = Files.writeString(folder.resolve("torch.whl"), "no zip");
    Digest pinned = ImageFiles.digest("zip".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> PinnedRecord.read(wheel, pinned))
        .hasMessage(wheel + " is not the pinned wheel")
        .asInstanceOf(type(JbuildException.class))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(JbuildException.Kind.MISMATCH))
        .satisfies(e -> assertThat(e.details()).contains("pinned: " + pinned));
  }

  @Test
  void a_file_that_is_no_wheel_is_refused() throws IOException {
    Path text = Files.writeString(folder.resolve("a.whl"), "no zip");

    refused(text, JbuildException.Kind.INVALID_INPUT, "a.whl is not a wheel");
    refused(zip(Map.of("x/RECORD", "")), JbuildException.Kind.INVALID_INPUT, "has no RECORD");
    refused(
        zip(Map.of("a.dist-info/RECORD", "", "b.dist-info/RECORD", "")),
        JbuildException.Kind.INVALID_INPUT,
        "has more than one RECORD");
  }

  @Test
  void a_record_that_unpacks_without_end_is_refused() throws IOException {
    Path bomb = folder.resolve("bomb.whl");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bomb))) {
      out.putNextEntry(new ZipEntry("a.dist-info/RECORD"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 33; i++) {
        out.write(zeros);
      }
    }

    assertThat(Files.size(bomb)).isLessThan(100_000);
    refused(bomb, JbuildException.Kind.INVALID_INPUT, "has a RECORD of more than 33554432 bytes");
  }

  @Test
  void a_wheel_that_is_not_there_is_told() {
    Digest pinned = ImageFiles.digest(new byte[0]);

    assertThatThrownBy(() -> PinnedRecord.read(folder.resolve("absent.whl"), pinned))
        .hasMessageStartingWith("cannot read ")
        .asInstanceOf(type(JbuildException.class))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(JbuildException.Kind.ENVIRONMENT));
  }

  private static void refused(Path wheel, JbuildException.Kind kind, String message)
      throws IOException {
    Digest sha256 = ImageFiles.digest(Files.readAllBytes(wheel));

    assertThatThrownBy(() -> PinnedRecord.read(wheel, sha256))
        .hasMessageContaining(message)
        .asInstanceOf(type(JbuildException.class))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }

  /** The wheel as pip installs it, with files added or replaced. */
  private static ImageFiles installed(String... more) {
    String[] wheel = {
      "torch/__init__.py", "import os",
      "torchgen.py", "gen",
      "../../../bin/torch-tool", "#!/usr/bin/python3",
      "../../../share/torch.txt", "share",
      "../../../include/python3.10/torch/torch.h", "header"
    };
    String[] all = new String[wheel.length + more.length];
    System.arraycopy(wheel, 0, all, 0, wheel.length);
    System.arraycopy(more, 0, all, wheel.length, more.length);
    return new ImageFiles().wheel(SITE, "torch", "2.8.0", "", all);
  }

  private List<String> compare(ImageFiles files) throws IOException {
    PythonEnvironment environment =
        PythonEnvironments.in(files.file("/usr/local/bin/python3.10", "elf").tree(), Map.of())
            .get(0);
    Path wheel = zip(Map.of(INFO + "RECORD", RECORD));
    Digest sha256 = ImageFiles.digest(Files.readAllBytes(wheel));
    return PinnedRecord.read(wheel, sha256)
        .compare(environment.find("torch").orElseThrow())
        .stream()
        .map(RecordDifference::toString)
        .toList();
  }

  private Path zip(Map<String, String> entries) throws IOException {
    Path wheel = Files.createTempFile(folder, "torch", ".whl");
    try (OutputStream file = Files.newOutputStream(wheel);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return wheel;
  }
}
