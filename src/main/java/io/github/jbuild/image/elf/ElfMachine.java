package io.github.jbuild.image.elf;

import java.util.Map;

/** Numbers and names of processors (System V ABI, "ELF Header", {@code e_machine}). */
public final class ElfMachine {

  public static final int X86_64 = 62;
  public static final int AARCH64 = 183;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(2, "sparc"),
          Map.entry(3, "i386"),
          Map.entry(4, "m68k"),
          Map.entry(8, "mips"),
          Map.entry(18, "sparc32plus"),
          Map.entry(20, "ppc"),
          Map.entry(21, "ppc64"),
          Map.entry(22, "s390"),
          Map.entry(40, "arm"),
          Map.entry(42, "sh"),
          Map.entry(43, "sparcv9"),
          Map.entry(50, "ia64"),
          Map.entry(X86_64, "x86-64"),
          Map.entry(AARCH64, "aarch64"),
          Map.entry(190, "cuda"),
          Map.entry(224, "amdgpu"),
          Map.entry(243, "riscv"),
          Map.entry(247, "bpf"),
          Map.entry(258, "loongarch"));

  private ElfMachine() {}

  /** What a processor is called, {@code machine 4711} for one that is not known here. */
  public static String name(int machine) {
    return NAMES.getOrDefault(machine, "machine " + machine);
  }
}
