package io.github.jbuild.image.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program headers of a file: those that matter to the loader. */
record Segments(List<Segment> all) {

  private static final int PT_LOAD = 1;
  private static final int PT_INTERP = 3;

  Segments {
    all = List.copyOf(all);
  }

  /** Reads the table. */
  static Segments read(ElfData data, ElfReader.Header header)
      throws IOException, MalformedElfException {
    boolean wide = data.wide();
    List<Segment> all = new ArrayList<>();
    for (int i = 0; i < header.programHeaderCount(); i++) {
      long at = header.programHeaders() + (long) i * (wide ? 56 : 32);
      int type = (int) data.u32(at, "a program header");
      if (type >= PT_LOAD && type <= PT_INTERP) {
        all.add(
            new Segment(
                type,
                data.word(at + (wide ? 8 : 4), "a program header"),
                data.word(at + (wide ? 16 : 8), "a program header"),
                data.word(at + (wide ? 32 : 16), "a program header")));
        data.spend(Long.BYTES, "the table of program headers", at);
      }
    }
    return new Segments(all);
  }

  /** The first of a type. */
  @Nullable Segment first(int type) {
    return all.stream().filter(segment -> segment.type() == type).findFirst().orElse(null);
  }

  /** Where in the file the byte of an address lies. */
  long offset(long address, String what) throws MalformedElfException {
    Segment segment = holding(address, what);
    return segment.offset() + (address - segment.address());
  }

  /** The end, in the file, of the segment that holds an address. */
  long end(long address, String what) throws MalformedElfException {
    Segment segment = holding(address, what);
    return segment.offset() + segment.fileSize();
  }

  private Segment holding(long address, String what) throws MalformedElfException {
    for (Segment segment : all) {
      if (segment.type() == PT_LOAD
          && Long.compareUnsigned(address - segment.address(), segment.fileSize()) < 0) {
        return segment;
      }
    }
    throw new MalformedElfException(
        what + " has an address outside all loaded segments: 0x" + Long.toHexString(address), 0);
  }

  /**
   * A part of the file and where it goes.
   *
   * @param offset in the file
   * @param address in memory
   * @param fileSize bytes in the file
   */
  record Segment(int type, long offset, long address, long fileSize) {}
}
