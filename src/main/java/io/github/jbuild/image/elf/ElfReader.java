package io.github.jbuild.image.elf;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads ELF files as the dynamic loader does, by their program headers (System V ABI, chapters 4
 * and 5). Memory and time are bounded, whatever a file says about itself.
 */
public final class ElfReader {

  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final int MAX_INTERPRETER = 4096;

  private final ElfData data;
  private final UnaryOperator<String> intern;
  private final Header header;

  private ElfReader(ElfData data, UnaryOperator<String> intern, Header header) {
    this.data = data;
    this.intern = intern;
    this.header = header;
  }

  /**
   * Reads a file.
   *
   * @throws MalformedElfException if it is no ELF file, or one that ends early or contradicts
   *     itself
   * @throws IOException if the bytes cannot be read
   */
  public static ElfFile read(SeekableBytes bytes) throws IOException, MalformedElfException {
    return read(bytes, text -> text);
  }

  /** Reads a file; {@code intern} may hand out one string for all equal ones. */
  static ElfFile read(SeekableBytes bytes, UnaryOperator<String> intern)
      throws IOException, MalformedElfException {
    byte[] ident = new byte[16];
    if (bytes.read(0, ident, 0, ident.length) < ident.length || !begins(ident)) {
      throw new MalformedElfException("no ELF header", 0);
    }
    if (ident[4] != 1 && ident[4] != 2) {
      throw new MalformedElfException("the ELF class is neither 32 nor 64 bits", 4);
    }
    if (ident[5] != 1 && ident[5] != 2) {
      throw new MalformedElfException("the data encoding is neither little nor big endian", 5);
    }
    ByteOrder order = ident[5] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ElfData data = new ElfData(bytes, ident[4] == 2, order);
    return new ElfReader(data, intern, Header.read(data)).file(order);
  }

  /** Whether bytes begin as an ELF file does. */
  static boolean begins(byte[] bytes) {
    return bytes[0] == 0x7f && bytes[1] == 'E' && bytes[2] == 'L' && bytes[3] == 'F';
  }

  private ElfFile file(ByteOrder order) throws IOException, MalformedElfException {
    boolean loadable = header.type() == ElfFile.Type.EXEC || header.type() == ElfFile.Type.DYN;
    Segments segments = loadable ? Segments.read(data, header) : new Segments(List.of());
    String interpreter = interpreter(segments);
    Segments.Segment dynamic = segments.first(PT_DYNAMIC);
    if (dynamic == null || dynamic.fileSize() == 0) {
      return file(order, interpreter, new DynamicSection(data, segments, intern));
    }
    try {
      DynamicSection section = new DynamicSection(data, segments, intern);
      section.read(dynamic);
      return file(order, interpreter, section);
    } catch (MalformedElfException e) {
      if (SectionTable.withoutBytes(data, header, dynamic.address())) {
        return file(order, interpreter, new DynamicSection(data, segments, intern));
      }
      throw e;
    }
  }

  private ElfFile file(ByteOrder order, @Nullable String interpreter, DynamicSection section)
      throws IOException, MalformedElfException {
    SymbolVersions versions = new SymbolVersions(data, section);
    return new ElfFile(
        data.wide() ? 64 : 32,
        order,
        header.machine(),
        header.type(),
        section.present(),
        interpreter,
        section.soname(),
        section.needed(),
        section.folders(DynamicSection.DT_RPATH),
        section.folders(DynamicSection.DT_RUNPATH),
        section.number(DynamicSection.DT_FLAGS_1),
        versions.needs(),
        section.has(DynamicSection.DT_VERDEF),
        versions.defined());
  }

  private @Nullable String interpreter(Segments segments)
      throws IOException, MalformedElfException {
    Segments.Segment named = segments.first(PT_INTERP);
    if (named == null || named.fileSize() == 0 || named.offset() == data.size()) {
      return null;
    }
    long size = Math.min(named.fileSize(), MAX_INTERPRETER);
    return intern.apply(data.string(named.offset(), named.offset() + size, "PT_INTERP"));
  }

  /**
   * The file header, as far as it matters.
   *
   * @param sectionCount as written; 0 also for a file with more sections than the field can hold
   */
  record Header(
      ElfFile.Type type,
      int machine,
      long programHeaders,
      int programHeaderCount,
      long sectionHeaders,
      int sectionCount) {

    private static Header read(ElfData data) throws IOException, MalformedElfException {
      boolean wide = data.wide();
      int sizes = wide ? 54 : 42;
      int count = data.u16(sizes + 2, "the file header");
      int entrySize = data.u16(sizes, "the file header");
      if (count > 0 && entrySize != (wide ? 56 : 32)) {
        throw new MalformedElfException("program headers have a wrong size: " + entrySize, sizes);
      }
      if (count == 0xffff) {
        throw new MalformedElfException("there are too many program headers", sizes + 2L);
      }
      return new Header(
          type(data.u16(16, "the file header")),
          data.u16(18, "the file header"),
          data.word(wide ? 32 : 28, "the file header"),
          count,
          data.word(wide ? 40 : 32, "the file header"),
          data.u16(sizes + 6, "the file header"));
    }

    private static ElfFile.Type type(int number) {
      return switch (number) {
        case 1 -> ElfFile.Type.REL;
        case 2 -> ElfFile.Type.EXEC;
        case 3 -> ElfFile.Type.DYN;
        case 4 -> ElfFile.Type.CORE;
        default -> ElfFile.Type.OTHER;
      };
    }
  }
}
