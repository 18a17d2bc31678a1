package io.github.jbuild.image.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The tables of symbol versions (LSB, "Symbol Versioning"); alike for 32 and 64 bits. */
final class SymbolVersions {

  private static final int VER_FLG_BASE = 1;
  private static final int VER_FLG_WEAK = 2;
  private static final String NEEDS = "the table of needed versions";
  private static final String DEFINES = "the table of defined versions";

  private final ElfData data;
  private final DynamicSection section;

  SymbolVersions(ElfData data, DynamicSection section) {
    this.data = data;
    this.section = section;
  }

  /** Versions that the file needs, library by library. */
  List<VersionNeed> needs() throws IOException, MalformedElfException {
    List<VersionNeed> needs = new ArrayList<>();
    long count = section.number(DynamicSection.DT_VERNEEDNUM);
    if (section.has(DynamicSection.DT_VERNEED)) {
      long at = section.offset(DynamicSection.DT_VERNEED, NEEDS);
      for (long next = 1; next != 0 && needs.size() < count; at += next) {
        String file = section.name(data.u32(at + 4, NEEDS), NEEDS);
        needs.add(new VersionNeed(file, needed(at)));
        data.spend(16, NEEDS, at);
        next = data.u32(at + 12, NEEDS);
      }
    }
    return needs;
  }

  private List<VersionNeed.Version> needed(long need) throws IOException, MalformedElfException {
    int count = data.u16(need + 2, NEEDS);
    List<VersionNeed.Version> versions = new ArrayList<>();
    long at = need + data.u32(need + 8, NEEDS);
    for (long next = 1; next != 0 && versions.size() < count; at += next) {
      boolean weak = (data.u16(at + 4, NEEDS) & VER_FLG_WEAK) != 0;
      versions.add(new VersionNeed.Version(section.name(data.u32(at + 8, NEEDS), NEEDS), weak));
      data.spend(16, NEEDS, at);
      next = data.u32(at + 12, NEEDS);
    }
    return versions;
  }

  /** Versions that the file defines, without the one that is the file's own name. */
  List<String> defined() throws IOException, MalformedElfException {
    List<String> versions = new ArrayList<>();
    long count = section.number(DynamicSection.DT_VERDEFNUM);
    if (section.has(DynamicSection.DT_VERDEF)) {
      long at = section.offset(DynamicSection.DT_VERDEF, DEFINES);
      long next = 1;
      for (long read = 0; next != 0 && read < count; read++) {
        if ((data.u16(at + 2, DEFINES) & VER_FLG_BASE) == 0) {
          long name = at + data.u32(at + 12, DEFINES);
          versions.add(section.name(data.u32(name, DEFINES), DEFINES));
        }
        data.spend(16, DEFINES, at);
        next = data.u32(at + 16, DEFINES);
        at += next;
      }
    }
    return versions;
  }
}
