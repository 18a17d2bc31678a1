package io.github.jbuild.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Makes the smallest static Linux program for aarch64: an ELF header, one program header and the
 * instructions (System V ABI, "ELF-64 Object File Format"; ELF for the Arm 64-bit Architecture).
 */
final class Arm64Program {

  /** {@code EM_AARCH64}. */
  static final int AARCH64 = 183;

  private static final long BASE = 0x400000;
  private static final int ELF_HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final short EXECUTABLE = 2;
  private static final int LOAD = 1;
  private static final int READ_EXECUTE = 5;
  private static final long PAGE = 0x10000;

  private Arm64Program() {}

  /** A program that ends at once with exit status 0. */
  static byte[] exitZero() {
    return executable(
        AARCH64,
        0xd2800000, // mov x0, #0
        0xd2800ba8, // mov x8, #93   the system call exit
        0xd4000001); // svc #0
  }

  /**
   * An executable.
   *
   * @param machine ELF's number of the processor
   * @param instructions its code, which begins with the first
   */
  static byte[] executable(int machine, int... instructions) {
    int start = ELF_HEADER + PROGRAM_HEADER;
    int size = start + instructions.length * Integer.BYTES;
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    file.putShort(EXECUTABLE).putShort((short) machine).putInt(1);
    file.putLong(BASE + start).putLong(ELF_HEADER).putLong(0).putInt(0);
    file.putShort((short) ELF_HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 1);
    file.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    file.putInt(LOAD).putInt(READ_EXECUTE).putLong(0).putLong(BASE).putLong(BASE);
    file.putLong(size).putLong(size).putLong(PAGE);
    for (int instruction : instructions) {
      file.putInt(instruction);
    }
    return file.array();
  }
}
