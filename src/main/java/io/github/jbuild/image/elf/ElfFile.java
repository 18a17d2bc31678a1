package io.github.jbuild.image.elf;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the dynamic loader sees of an ELF file (System V ABI, "Program Loading and Dynamic
 * Linking").
 *
 * @param bits 32 or 64
 * @param order byte order
 * @param machine number of the processor
 * @param type what kind of file it is
 * @param dynamic whether it has a dynamic section; static programs, objects and files of separate
 *     debug information have none, and then all that follows is empty but for the interpreter
 * @param interpreterOrNull program that loads it
 * @param sonameOrNull DT_SONAME
 * @param needed DT_NEEDED, in order
 * @param rpath folders of DT_RPATH as written; one empty name for an empty DT_RPATH
 * @param runpath folders of DT_RUNPATH as written; one empty name for an empty DT_RUNPATH
 * @param flags1 DT_FLAGS_1
 * @param versionNeeds symbol versions that it needs
 * @param versioned whether it has a table of defined versions, which may hold the base alone
 * @param versions symbol versions that it defines, without the base version
 */
public record ElfFile(
    int bits,
    ByteOrder order,
    int machine,
    Type type,
    boolean dynamic,
    @Nullable String interpreterOrNull,
    @Nullable String sonameOrNull,
    List<String> needed,
    List<String> rpath,
    List<String> runpath,
    long flags1,
    List<VersionNeed> versionNeeds,
    boolean versioned,
    List<String> versions) {

  private static final long DF_1_NODEFLIB = 0x800;
  private static final long DF_1_PIE = 0x8000000;

  /** What kind of file it is ({@code e_type}). */
  public enum Type {
    /** An object or a kernel module. */
    REL,
    /** A program at a fixed address. */
    EXEC,
    /** A library, or a program that can be loaded at any address. */
    DYN,
    CORE,
    OTHER
  }

  public ElfFile {
    needed = List.copyOf(needed);
    rpath = List.copyOf(rpath);
    runpath = List.copyOf(runpath);
    versionNeeds = List.copyOf(versionNeeds);
    versions = List.copyOf(versions);
  }

  /** Name of the processor. */
  public String machineName() {
    return ElfMachine.name(machine);
  }

  /** The program that loads it. */
  public Optional<String> interpreter() {
    return Optional.ofNullable(interpreterOrNull);
  }

  /** The name under which others need it. */
  public Optional<String> soname() {
    return Optional.ofNullable(sonameOrNull);
  }

  /** Whether a 64-bit, little-endian processor of this number loads it. */
  boolean isFor(int wanted) {
    return bits == 64 && order == ByteOrder.LITTLE_ENDIAN && machine == wanted;
  }

  /** Whether the loader must not look for its libraries in the default folders. */
  public boolean noDefaultLibraries() {
    return (flags1 & DF_1_NODEFLIB) != 0;
  }

  /** Whether it is marked as a position-independent program. */
  public boolean pie() {
    return (flags1 & DF_1_PIE) != 0;
  }
}
