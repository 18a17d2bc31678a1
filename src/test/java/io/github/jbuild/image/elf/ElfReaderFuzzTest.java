package io.github.jbuild.image.elf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Whatever bytes there are, they are read within bounds or refused with a reason and a place. */
class ElfReaderFuzzTest {

  private static final int MOST = 1 << 20;

  @FuzzTest
  void any_file_is_read_or_refused(byte[] bytes) throws IOException {
    try {
      ElfFile elf = ElfReader.read(SeekableBytes.of(bytes));
      int length = elf.needed().stream().mapToInt(String::length).sum();
      length += elf.versions().stream().mapToInt(String::length).sum();
      assertThat(length).isLessThanOrEqualTo(MOST);
    } catch (MalformedElfException e) {
      assertThat(e.reason()).contains("(at offset ");
    }
  }

  @FuzzTest
  void any_cache_is_read(byte[] bytes) {
    assertThat(LoaderCache.read(bytes).paths()).allSatisfy(path -> assertThat(path).isNotEmpty());
  }
}
