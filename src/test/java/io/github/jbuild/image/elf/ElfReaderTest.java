package io.github.jbuild.image.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jbuild.testing.ElfFixture;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElfReaderTest {

  private static final ElfFixture LIBRARY =
      ElfFixture.library("libx.so.1")
          .needs("liby.so.2", "libc.so.6")
          .runpath("$ORIGIN:/opt/lib")
          .rpath("/old")
          .needsVersions("libc.so.6", "GLIBC_2.17", "GLIBC_2.34")
          .needsVersions("liby.so.2", "Y_1")
          .needsWeakVersion("liby.so.2", "Y_2")
          .defines("X_1", "X_2");

  private static ElfFile read(byte[] bytes) throws IOException, MalformedElfException {
    return ElfReader.read(SeekableBytes.of(bytes));
  }

  @Test
  void reads_what_the_loader_sees_of_a_library() throws Exception {
    ElfFile elf = read(LIBRARY.bytes());

    assertThat(elf.bits()).isEqualTo(64);
    assertThat(elf.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(elf.machineName()).isEqualTo("aarch64");
    assertThat(elf.type()).isEqualTo(ElfFile.Type.DYN);
    assertThat(elf.dynamic()).isTrue();
    assertThat(elf.interpreter()).isEmpty();
    assertThat(elf.soname()).contains("libx.so.1");
    assertThat(elf.needed()).containsExactly("liby.so.2", "libc.so.6");
    assertThat(elf.rpath()).containsExactly("/old");
    assertThat(elf.runpath()).containsExactly("$ORIGIN", "/opt/lib");
    assertThat(elf.versionNeeds())
        .containsExactly(
            new VersionNeed(
                "libc.so.6",
                List.of(
                    new VersionNeed.Version("GLIBC_2.17", false),
                    new VersionNeed.Version("GLIBC_2.34", false))),
            new VersionNeed(
                "liby.so.2",
                List.of(
                    new VersionNeed.Version("Y_1", false), new VersionNeed.Version("Y_2", true))));
    assertThat(elf.versioned()).isTrue();
    assertThat(elf.versions()).containsExactly("X_1", "X_2");
  }

  @Test
  void reads_what_the_loader_sees_of_a_program() throws Exception {
    ElfFile elf = read(ElfFixture.program().needs("libc.so.6").flags1(0x8000801).bytes());

    assertThat(elf.interpreter()).contains("/lib/ld-linux-aarch64.so.1");
    assertThat(elf.soname()).isEmpty();
    assertThat(elf.pie()).isTrue();
    assertThat(elf.noDefaultLibraries()).isTrue();
    assertThat(elf.versioned()).isFalse();
    assertThat(elf.rpath()).isEmpty();
  }

  @Test
  void reads_32_bits_and_big_endian() throws Exception {
    ElfFixture fixture = ElfFixture.library("liba.so").needs("libb.so").machine(40).narrow();
    ElfFile elf = read(fixture.needsVersions("libb.so", "B_1").defines("A_1").bigEndian().bytes());

    assertThat(elf.bits()).isEqualTo(32);
    assertThat(elf.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    assertThat(elf.machineName()).isEqualTo("arm");
    assertThat(elf.needed()).containsExactly("libb.so");
    assertThat(elf.versionNeeds()).extracting(VersionNeed::file).containsExactly("libb.so");
    assertThat(elf.versions()).containsExactly("A_1");
  }

  @Test
  void an_object_has_no_dynamic_section() throws Exception {
    ElfFile elf = read(ElfFixture.library("x").type(1).bytes());

    assertThat(elf.type()).isEqualTo(ElfFile.Type.REL);
    assertThat(elf.dynamic()).isFalse();
    assertThat(elf.soname()).isEmpty();
  }

  @Test
  void a_dynamic_section_without_bytes_is_none() throws Exception {
    byte[] bytes = LIBRARY.bytes();
    // p_filesz of the third program header, as in files of separate debug information
    Arrays.fill(bytes, 64 + 2 * 56 + 32, 64 + 2 * 56 + 40, (byte) 0);

    assertThat(read(bytes).dynamic()).isFalse();
    assertThat(read(bytes).needed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"18, 62, x86-64", "18, 40, arm", "18, 190, cuda", "18, 99, machine 99"})
  void one_byte_makes_another_machine(int offset, int value, String name) throws Exception {
    byte[] bytes = LIBRARY.bytes();
    bytes[offset] = (byte) value;

    assertThat(read(bytes).machineName()).isEqualTo(name);
  }

  @Test
  void one_byte_makes_another_needed_library() throws Exception {
    byte[] bytes = LIBRARY.bytes();
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("liby.so.2");
    bytes[at + 8] = '3';

    assertThat(read(bytes).needed()).containsExactly("liby.so.3", "libc.so.6");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, no ELF header (at offset 0)",
    "3, 0, no ELF header (at offset 0)",
    "4, 3, the ELF class is neither 32 nor 64 bits (at offset 4)",
    "5, 0, the data encoding is neither little nor big endian (at offset 5)",
    "54, 55, program headers have a wrong size: 55 (at offset 54)",
    "39, 127, a program header is beyond the end of the file (at offset 9151314442816847936)",
  })
  void one_byte_makes_it_malformed(int offset, int value, String reason) {
    byte[] bytes = LIBRARY.bytes();
    bytes[offset] = (byte) value;

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(MalformedElfException.class)
        .hasMessage(reason);
  }

  @Test
  void every_cut_is_read_or_refused() throws Exception {
    byte[] whole = LIBRARY.bytes();
    for (int size = 0; size < whole.length; size++) {
      byte[] cut = Arrays.copyOf(whole, size);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(MalformedElfException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 200_000})
  void a_long_dynamic_section_ends_at_what_a_file_may_cost(int entries) {
    ElfFixture fixture = ElfFixture.library("libx.so");
    for (int i = 0; i < entries; i++) {
      fixture.needs("lib-with-a-long-name-that-is-asked-for-again-and-again.so");
    }
    byte[] bytes = fixture.bytes();

    if (entries == 5_000) {
      assertThat(bytes).satisfies(file -> assertThat(read(file).needed()).hasSize(entries));
    } else {
      assertThatThrownBy(() -> read(bytes))
          .isInstanceOf(MalformedElfException.class)
          .hasMessageContaining("the dynamic section is too long");
    }
  }

  @Test
  void a_chain_of_versions_that_leads_back_ends() throws Exception {
    byte[] bytes = LIBRARY.bytes();
    for (int at = 64 + 3 * 56; at + 4 < bytes.length; at += 4) {
      byte[] mutated = bytes.clone();
      Arrays.fill(mutated, at, at + 4, (byte) 0xff);
      assertThat(outcome(mutated)).isNotBlank();
    }
  }

  private static String outcome(byte[] bytes) throws IOException {
    try {
      return read(bytes).toString();
    } catch (MalformedElfException e) {
      return e.reason();
    }
  }
}
