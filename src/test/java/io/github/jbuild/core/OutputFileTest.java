package io.github.jbuild.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFileTest {

  @TempDir Path folder;

  @Test
  void a_new_file_can_be_read_by_everybody() throws IOException {
    WholeFile.write(folder.resolve("new"), "text");

    assertThat(folder.resolve("new")).hasContent("text");
    assertThat(mode(folder.resolve("new"))).isEqualTo("rw-r--r--");
    assertThat(names()).containsExactly("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rwxr-x---", "rw-rw-rw-"})
  void an_existing_file_keeps_its_mode_and_owner(String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("old"), "longer than before");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    Object owner = Files.getAttribute(file, "unix:uid");

    WholeFile.write(file, "text");

    assertThat(file).hasContent("text");
    assertThat(mode(file)).isEqualTo(mode);
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(owner);
  }

  @Test
  void symlinks_are_followed_to_a_file_that_is_there_or_not() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), link);
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("later"));

    WholeFile.write(second, "text");
    WholeFile.write(dangling, "new");

    assertThat(link).isSymbolicLink();
    assertThat(second).isSymbolicLink();
    assertThat(dangling).isSymbolicLink();
    assertThat(file).hasContent("text");
    assertThat(folder.resolve("later")).hasContent("new");
  }

  @Test
  void a_loop_of_symlinks_is_rejected() throws IOException {
    Path a = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));

    assertThatThrownBy(() -> WholeFile.write(a, "text")).hasMessageContaining("symlinks");
  }

  @Test
  void hard_links_stay_one_file() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "longer than before");
    Path other = Files.createLink(folder.resolve("other"), file);

    WholeFile.write(file, "text");

    assertThat(other).hasContent("text");
    assertThat(Files.isSameFile(file, other)).isTrue();
  }

  @Test
  void a_read_only_file_is_rejected_for_root_too() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

    AccessDeniedException refused =
        catchThrowableOfType(AccessDeniedException.class, () -> WholeFile.write(file, "text"));

    assertThat(OutputFile.reason(refused)).isEqualTo("the file is read-only");
    assertThatThrownBy(() -> OutputFile.requireWritable(file)).hasMessageContaining("read-only");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void a_pipe_is_written_to_and_stays_a_pipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();

    OutputFile.requireWritable(pipe);
    WholeFile.write(pipe, "text");

    assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("text");
    assertThat(Files.readAttributes(pipe, "isOther", LinkOption.NOFOLLOW_LINKS).get("isOther"))
        .isEqualTo(true);
  }

  @Test
  void a_device_that_takes_nothing_fails_and_stays() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("full"), Path.of("/dev/full"));

    assertThatThrownBy(() -> WholeFile.write(link, "text")).hasMessageContaining("No space left");

    assertThat(Files.readAttributes(Path.of("/dev/full"), "isOther").get("isOther"))
        .isEqualTo(true);
    assertThat(link).isSymbolicLink();
  }

  @Test
  void what_is_not_complete_leaves_the_file_as_it_was() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");

    try (OutputFile output = OutputFile.open(file)) {
      output.stream().write(1);
    }

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void a_folder_is_rejected() {
    assertThatThrownBy(() -> OutputFile.requireWritable(folder)).hasMessageContaining("directory");
    assertThatThrownBy(() -> OutputFile.requireWritable(folder.resolve("no/file")))
        .hasMessageContaining("does not exist");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
