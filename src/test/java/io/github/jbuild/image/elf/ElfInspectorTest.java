package io.github.jbuild.image.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.core.JbuildException;
import io.github.jbuild.testing.ElfFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfInspectorTest {

  private static final int LARGE = 3_000_000;

  @TempDir Path folder;

  private static byte[] library(String soname, int size) {
    return Arrays.copyOf(ElfFixture.library(soname).bytes(), size);
  }

  private static Object inspect(ElfInspector inspector, byte[] bytes) throws IOException {
    return Objects.requireNonNullElse(
        inspector.inspect("/x", bytes.length, new ByteArrayInputStream(bytes)), "nothing");
  }

  @Test
  void sees_nothing_in_other_files_and_reads_no_further_than_their_first_bytes()
      throws IOException {
    ByteArrayInputStream bytes =
        new ByteArrayInputStream("#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII));
    try (ElfInspector inspector = new ElfInspector(folder)) {
      assertThat(inspector.inspect("/x", 10, bytes)).isNull();
      assertThat(bytes.available()).isEqualTo(6);
      assertThat(inspect(inspector, new byte[0])).isEqualTo("nothing");
    }
  }

  @Test
  void sees_small_and_large_files_alike() throws Exception {
    try (ElfInspector inspector = new ElfInspector(folder)) {
      for (int size : List.of(2000, 1 << 20, (1 << 20) + 1, LARGE, 1 << 21, 2000)) {
        assertThat(inspect(inspector, library("lib" + size + ".so", size)))
            .isEqualTo(ElfReader.read(SeekableBytes.of(library("lib" + size + ".so", size))));
      }
    }
  }

  @Test
  void a_file_does_not_see_the_bytes_of_the_one_before() throws IOException {
    try (ElfInspector inspector = new ElfInspector(folder)) {
      for (int size : List.of(2000, LARGE)) {
        inspect(inspector, library("libx.so", size));
        byte[] cut = Arrays.copyOf(library("libx.so", size), size == LARGE ? LARGE / 2 : 100);
        cut[40 - 1] = 1;
        assertThat(inspect(inspector, cut)).isInstanceOf(MalformedElf.class);
      }
    }
  }

  @Test
  void says_what_is_malformed() throws IOException {
    try (ElfInspector inspector = new ElfInspector(folder)) {
      assertThat(inspect(inspector, new byte[] {0x7f, 'E', 'L', 'F', 2}))
          .isEqualTo(new MalformedElf("no ELF header (at offset 0)"));
    }
  }

  @Test
  void equal_names_of_several_files_are_one_string() throws IOException {
    byte[] bytes = ElfFixture.library("libx.so").needs("libc.so.6").bytes();
    try (ElfInspector inspector = new ElfInspector(folder)) {
      ElfFile one = (ElfFile) inspect(inspector, bytes);
      ElfFile other = (ElfFile) inspect(inspector, bytes);
      assertThat(one.needed().get(0)).isSameAs(other.needed().get(0));
    }
  }

  @Test
  void leaves_no_scratch_file() throws IOException {
    try (ElfInspector inspector = new ElfInspector(folder)) {
      inspect(inspector, library("libx.so", LARGE));
    }
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void a_scratch_folder_that_cannot_be_written_is_told() {
    try (ElfInspector inspector = new ElfInspector(folder.resolve("nosuch"))) {
      assertThatThrownBy(() -> inspect(inspector, library("libx.so", LARGE)))
          .isInstanceOfSatisfying(
              JbuildException.class,
              e -> assertThat(e.kind()).isEqualTo(JbuildException.Kind.ENVIRONMENT))
          .hasMessageContaining("nosuch");
    }
  }
}
