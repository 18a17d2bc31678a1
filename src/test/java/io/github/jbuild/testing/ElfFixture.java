package io.github.jbuild.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Small ELF files that {@code ldd} accepts: file header, program headers, dynamic section, symbol
 * versions; no code.
 *
 * <pre>{@code
 * ElfFixture.library("libx.so.1").needs("liby.so.2").runpath("$ORIGIN").bytes()
 * }</pre>
 */
public final class ElfFixture {

  private static final int AARCH64 = 183;
  private static final int DYN = 3;
  private static final int READ_WRITE = 6;
  private static final int PAGE = 0x10000;

  private final List<String> needed = new ArrayList<>();
  private final Map<String, List<String>> versionNeeds = new LinkedHashMap<>();
  private final List<String> weak = new ArrayList<>();
  private final List<String> versions = new ArrayList<>();
  private @Nullable String soname;
  private @Nullable String interpreter;
  private @Nullable String rpath;
  private @Nullable String runpath;
  private int machine = AARCH64;
  private int type = DYN;
  private long flags1;
  private boolean wide = true;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  private ElfFixture() {}

  /** A 64-bit ARM library. */
  public static ElfFixture library(String soname) {
    ElfFixture fixture = new ElfFixture();
    fixture.soname = soname;
    return fixture;
  }

  /** A position-independent 64-bit ARM program of glibc. */
  public static ElfFixture program() {
    ElfFixture fixture = new ElfFixture();
    fixture.interpreter = "/lib/ld-linux-aarch64.so.1";
    return fixture.flags1(0x8000000);
  }

  /** Libraries that it needs. */
  public ElfFixture needs(String... libraries) {
    needed.addAll(List.of(libraries));
    return this;
  }

  /** Symbol versions that it needs of a library. */
  public ElfFixture needsVersions(String library, String... names) {
    versionNeeds.computeIfAbsent(library, l -> new ArrayList<>()).addAll(List.of(names));
    return this;
  }

  /** A symbol version that only weak symbols need. */
  public ElfFixture needsWeakVersion(String library, String name) {
    weak.add(name);
    return needsVersions(library, name);
  }

  /** Symbol versions that it defines. */
  public ElfFixture defines(String... names) {
    versions.addAll(List.of(names));
    return this;
  }

  /** The program that loads it; null for none. */
  public ElfFixture interpreter(@Nullable String path) {
    interpreter = path;
    return this;
  }

  public ElfFixture rpath(String folders) {
    rpath = folders;
    return this;
  }

  public ElfFixture runpath(String folders) {
    runpath = folders;
    return this;
  }

  /** Number of the processor: 183 for 64-bit ARM, 62 for x86-64. */
  public ElfFixture machine(int number) {
    machine = number;
    return this;
  }

  /** Number of the kind of file: 1 for an object, 2 for a program, 3 for a library. */
  public ElfFixture type(int number) {
    type = number;
    return this;
  }

  public ElfFixture flags1(long flags) {
    flags1 = flags;
    return this;
  }

  /** Makes it a file of 32 bits. */
  public ElfFixture narrow() {
    wide = false;
    return this;
  }

  public ElfFixture bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  /** The file. */
  public byte[] bytes() {
    Strings strings = new Strings();
    int headers = wide ? 64 + 3 * 56 : 52 + 3 * 32;
    int word = wide ? 8 : 4;
    byte[] needs = versionNeeds(strings);
    byte[] defines = versionDefinitions(strings);
    List<Long> dynamic = dynamic(strings);
    int needsAt = headers + (dynamic.size() + 14) * word;
    int definesAt = needsAt + needs.length;
    int stringsAt = definesAt + defines.length;
    if (needs.length > 0) {
      dynamic.addAll(List.of(0x6ffffffeL, (long) needsAt, 0x6fffffffL, (long) versionNeeds.size()));
    }
    if (defines.length > 0) {
      dynamic.addAll(List.of(0x6ffffffcL, (long) definesAt, 0x6ffffffdL, versions.size() + 1L));
    }
    // DT_VERSYM: without symbols any place will do
    dynamic.addAll(List.of(0x6ffffff0L, (long) stringsAt));
    dynamic.addAll(List.of(5L, (long) stringsAt, 10L, (long) strings.size(), 0L, 0L));
    int interpreterAt = interpreter == null ? 0 : strings.at(interpreter);
    ByteBuffer out = ByteBuffer.allocate(stringsAt + strings.size()).order(order);
    fileHeader(out);
    header(out, interpreter == null ? 0 : 3, stringsAt + interpreterAt, length(interpreter));
    header(out, 1, 0, out.capacity());
    header(out, 2, headers, (long) dynamic.size() * word);
    dynamic.forEach(value -> word(out, value));
    out.position(needsAt);
    out.put(needs).put(defines).put(strings.bytes());
    return out.array();
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length() + 1;
  }

  private List<Long> dynamic(Strings strings) {
    List<Long> dynamic = new ArrayList<>();
    needed.forEach(name -> dynamic.addAll(List.of(1L, (long) strings.at(name))));
    named(dynamic, 14, soname, strings);
    named(dynamic, 15, rpath, strings);
    named(dynamic, 29, runpath, strings);
    if (interpreter != null) {
      strings.at(interpreter);
    }
    if (flags1 != 0) {
      dynamic.addAll(List.of(0x6ffffffbL, flags1));
    }
    return dynamic;
  }

  private static void named(List<Long> dynamic, long tag, @Nullable String text, Strings strings) {
    if (text != null) {
      dynamic.addAll(List.of(tag, (long) strings.at(text)));
    }
  }

  private void fileHeader(ByteBuffer out) {
    out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1)});
    out.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2)).put((byte) 1);
    out.position(16);
    out.putShort((short) type).putShort((short) machine).putInt(1);
    word(out, 0);
    word(out, wide ? 64 : 52);
    word(out, 0);
    out.putInt(0).putShort((short) (wide ? 64 : 52)).putShort((short) (wide ? 56 : 32));
    out.putShort((short) (type == 1 ? 0 : 3)).putShort((short) 0).putInt(0);
  }

  private void header(ByteBuffer out, int kind, long offset, long size) {
    out.putInt(kind);
    if (wide) {
      out.putInt(READ_WRITE);
    }
    word(out, offset);
    word(out, offset);
    word(out, offset);
    word(out, size);
    word(out, size);
    if (!wide) {
      out.putInt(READ_WRITE);
    }
    word(out, kind == 1 ? PAGE : 8);
  }

  private void word(ByteBuffer out, long value) {
    if (wide) {
      out.putLong(value);
    } else {
      out.putInt((int) value);
    }
  }

  private byte[] versionNeeds(Strings strings) {
    int names = versionNeeds.values().stream().mapToInt(List::size).sum();
    ByteBuffer out = ByteBuffer.allocate(16 * (versionNeeds.size() + names)).order(order);
    versionNeeds.forEach(
        (library, wanted) -> {
          out.putShort((short) 1).putShort((short) wanted.size()).putInt(strings.at(library));
          int next = 16 * (1 + wanted.size());
          boolean last = out.position() - 8 + next == out.capacity();
          out.putInt(16).putInt(last ? 0 : next);
          for (int i = 0; i < wanted.size(); i++) {
            out.putInt(hash(wanted.get(i)))
                .putShort((short) (weak.contains(wanted.get(i)) ? 2 : 0));
            out.putShort((short) (i + 2)).putInt(strings.at(wanted.get(i)));
            out.putInt(i + 1 == wanted.size() ? 0 : 16);
          }
        });
    return out.array();
  }

  private byte[] versionDefinitions(Strings strings) {
    if (versions.isEmpty()) {
      return new byte[0];
    }
    List<String> names = new ArrayList<>(versions);
    names.add(0, soname == null ? "base" : soname);
    ByteBuffer out = ByteBuffer.allocate(28 * names.size()).order(order);
    for (int i = 0; i < names.size(); i++) {
      out.putShort((short) 1).putShort((short) (i == 0 ? 1 : 0)).putShort((short) (i + 1));
      out.putShort((short) 1)
          .putInt(hash(names.get(i)))
          .putInt(20)
          .putInt(i + 1 == names.size() ? 0 : 28);
      out.putInt(strings.at(names.get(i))).putInt(0);
    }
    return out.array();
  }

  /** The hash of the System V ABI, by which the loader compares versions. */
  private static int hash(String name) {
    int hash = 0;
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash << 4) + (each & 0xff);
      hash = (hash ^ ((hash & 0xf0000000) >>> 24)) & 0x0fffffff;
    }
    return hash;
  }

  /** The string table. */
  private static final class Strings {

    private final Map<String, Integer> places = new LinkedHashMap<>();
    private int size = 1;

    int at(String text) {
      Integer known = places.get(text);
      if (known != null) {
        return known;
      }
      int place = size;
      places.put(text, place);
      size += text.getBytes(StandardCharsets.UTF_8).length + 1;
      return place;
    }

    int size() {
      return size;
    }

    byte[] bytes() {
      ByteBuffer out = ByteBuffer.allocate(size).put((byte) 0);
      places.keySet().forEach(text -> out.put((text + '\0').getBytes(StandardCharsets.UTF_8)));
      return out.array();
    }
  }
}
