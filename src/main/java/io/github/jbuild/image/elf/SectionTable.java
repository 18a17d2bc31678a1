package io.github.jbuild.image.elf;

import java.io.IOException;

/**
 * The section headers. The loader never looks at them, and neither does the reader, except to
 * distinguish a file of separate debug information from a broken one: its program headers speak of
 * the stripped twin, and only its sections say that the bytes are not here (SHT_NOBITS).
 */
final class SectionTable {

  private static final int SHT_NOBITS = 8;

  private SectionTable() {}

  /** Whether the section at this address has no bytes in the file. */
  static boolean withoutBytes(ElfData data, ElfReader.Header header, long address)
      throws IOException {
    boolean wide = data.wide();
    try {
      for (int i = 0; i < header.sectionCount(); i++) {
        long at = header.sectionHeaders() + (long) i * (wide ? 64 : 40);
        if (data.word(at + (wide ? 16 : 12), "a section header") == address
            && data.u32(at + 4, "a section header") == SHT_NOBITS) {
          return true;
        }
      }
    } catch (MalformedElfException e) {
      return false;
    }
    return false;
  }
}
