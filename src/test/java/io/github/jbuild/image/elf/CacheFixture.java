package io.github.jbuild.image.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes {@code /etc/ld.so.cache} files. */
final class CacheFixture {

  static final int AARCH64 = 0x0a03;

  private final List<Entry> entries = new ArrayList<>();

  CacheFixture with(String name, String path) {
    return with(name, path, AARCH64, 0);
  }

  CacheFixture with(String name, String path, int flags, long hwcap) {
    entries.add(new Entry(name, path, flags, hwcap));
    return this;
  }

  /** The format of glibc 2.32 and newer. */
  byte[] bytes() {
    ByteBuffer strings = ByteBuffer.allocate(10_000);
    int start = 48 + 24 * entries.size();
    ByteBuffer out = ByteBuffer.allocate(start + 10_000).order(ByteOrder.LITTLE_ENDIAN);
    out.put("glibc-ld.so.cache1.1".getBytes(StandardCharsets.US_ASCII)).putInt(entries.size());
    out.position(48);
    for (Entry entry : entries) {
      out.putInt(entry.flags()).putInt(start + put(strings, entry.name()));
      out.putInt(start + put(strings, entry.path())).putInt(0).putLong(entry.hwcap());
    }
    out.put(strings.array());
    return out.array();
  }

  /** The same behind an older cache of {@code count} entries. */
  byte[] behindOldOne(int count) {
    byte[] bytes = bytes();
    int start = (16 + 12 * count + 7) / 8 * 8;
    ByteBuffer out = ByteBuffer.allocate(start + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put("ld.so-1.7.0".getBytes(StandardCharsets.US_ASCII)).position(12).putInt(count);
    out.position(start).put(bytes);
    return out.array();
  }

  private static int put(ByteBuffer strings, String text) {
    int at = strings.position();
    strings.put((text + '\0').getBytes(StandardCharsets.UTF_8));
    return at;
  }

  private record Entry(String name, String path, int flags, long hwcap) {}
}
