package io.github.jbuild.image.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The dynamic section: names of libraries and folders, and where the other tables lie. */
final class DynamicSection {

  static final long DT_RPATH = 15;
  static final long DT_RUNPATH = 29;
  static final long DT_FLAGS_1 = 0x6ffffffbL;
  static final long DT_VERDEF = 0x6ffffffcL;
  static final long DT_VERDEFNUM = 0x6ffffffdL;
  static final long DT_VERNEED = 0x6ffffffeL;
  static final long DT_VERNEEDNUM = 0x6fffffffL;

  private static final long DT_NEEDED = 1;
  private static final long DT_STRTAB = 5;
  private static final long DT_STRSZ = 10;
  private static final long DT_SONAME = 14;

  private final ElfData data;
  private final Segments segments;
  private final UnaryOperator<String> intern;
  private final Map<Long, Long> values = new HashMap<>();
  private final List<Long> neededNames = new ArrayList<>();
  private boolean present;

  /** A section without entries. */
  DynamicSection(ElfData data, Segments segments, UnaryOperator<String> intern) {
    this.data = data;
    this.segments = segments;
    this.intern = intern;
  }

  /** Reads the entries of a segment; of a tag that stands twice, the last one counts. */
  void read(Segments.Segment segment) throws IOException, MalformedElfException {
    int word = data.wide() ? 8 : 4;
    for (long read = 0; read + 2L * word <= segment.fileSize(); read += 2L * word) {
      long at = segment.offset() + read;
      long tag = data.word(at, "the dynamic section");
      long value = data.word(at + word, "the dynamic section");
      data.spend(2 * word, "the dynamic section", at);
      if (tag == 0) {
        break;
      } else if (tag == DT_NEEDED) {
        neededNames.add(value);
      } else {
        values.put(tag, value);
      }
    }
    present = true;
  }

  /** Whether the file has a dynamic section with bytes. */
  boolean present() {
    return present;
  }

  /** Value of an entry, 0 without it. */
  long number(long tag) {
    return values.getOrDefault(tag, 0L);
  }

  @Nullable String soname() throws IOException, MalformedElfException {
    Long name = values.get(DT_SONAME);
    return name == null ? null : name(name, "DT_SONAME");
  }

  List<String> needed() throws IOException, MalformedElfException {
    List<String> names = new ArrayList<>();
    for (long name : neededNames) {
      names.add(name(name, "DT_NEEDED"));
    }
    return names;
  }

  /** The folders of DT_RPATH or DT_RUNPATH, as written. */
  List<String> folders(long tag) throws IOException, MalformedElfException {
    Long text = values.get(tag);
    if (text == null) {
      return List.of();
    }
    List<String> folders = new ArrayList<>();
    for (String folder : name(text, tag == DT_RPATH ? "DT_RPATH" : "DT_RUNPATH").split(":", -1)) {
      folders.add(intern.apply(folder));
    }
    return folders;
  }

  /** The string at a place of the string table. */
  String name(long index, String what) throws IOException, MalformedElfException {
    Long table = values.get(DT_STRTAB);
    if (table == null) {
      throw new MalformedElfException(what + " has no string table", 0);
    }
    long start = segments.offset(table, "the string table");
    long size = number(DT_STRSZ);
    long end = size == 0 ? segments.end(table, "the string table") : start + size;
    if (index < 0 || index >= end - start) {
      throw new MalformedElfException(what + " is outside the string table", start + index);
    }
    return intern.apply(data.string(start + index, end, what));
  }

  /** Where in the file a table lies. */
  long offset(long tag, String what) throws MalformedElfException {
    return segments.offset(number(tag), what);
  }

  boolean has(long tag) {
    return values.containsKey(tag);
  }
}
